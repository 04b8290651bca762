#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/smp.h>

/* The request is served before what it should see has been stored. */
int ready, seen;

static void note(void *info)
{
  WRITE_ONCE(seen, READ_ONCE(ready));
}

CPU(0) {
  smp_call_function_single(1, note, NULL, 1);
  WRITE_ONCE(ready, 1);
  assert(READ_ONCE(seen) == 1);
}

CPU(1) { barrier(); }
