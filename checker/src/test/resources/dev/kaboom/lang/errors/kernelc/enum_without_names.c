enum color { 1, 2 };
int x;
