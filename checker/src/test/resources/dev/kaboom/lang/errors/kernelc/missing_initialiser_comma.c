int a[] = { 1 2 };
int ok;
float bad;
