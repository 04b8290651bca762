#ifdef A
int x;
#if 1
int y;
#endif
