#define MIN(a, b) ((a) < (b) ? (a) : (b))
int x = MIN(1);
int y = MIN(1, 2, 3);
