#include <linux/bug.h>
#include <linux/compiler.h>

/* A reader in an NMI, without smp_rmb(). */
int data, flag, busy;

CPU(0) {
  WRITE_ONCE(data, 1);
  smp_wmb();
  WRITE_ONCE(flag, 1);
}

CPU(1) {
  WRITE_ONCE(busy, 1);
  WRITE_ONCE(busy, 0);
}

NMI(1) {
  if (READ_ONCE(busy)) {
    int f = READ_ONCE(flag);
    int d = READ_ONCE(data);
    BUG_ON(f && !d);
  }
}
