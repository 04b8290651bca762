int *;
int (*)(void);
