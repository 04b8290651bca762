#if 1
int x;
#else
int y;
#else
int z;
#endif
