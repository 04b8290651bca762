#if 1 +
int x;
#endif
#if (2
#endif
#if 1 / 0
#endif
