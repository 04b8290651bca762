#include <linux/sched/mm.h>
int x;
