#include
int x;
