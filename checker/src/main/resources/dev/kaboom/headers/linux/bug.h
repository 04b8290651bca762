/*
 * Stands for include/linux/bug.h and include/asm-generic/bug.h of Linux 6.x.
 * BUG_ON(c) and WARN_ON(c) are primitives of the checker: either is a violation where c is true.
 * The _ONCE forms do not count: once is enough for a violation. Messages are dropped.
 * Left out: assertions at compile time (compiler.h has them, empty).
 */
#ifndef _LINUX_BUG_H
#define _LINUX_BUG_H

#define BUG() BUG_ON(1)
#define WARN_ON_ONCE(condition) WARN_ON(condition)
#define WARN(condition, ...) WARN_ON(condition)
#define WARN_ONCE(condition, ...) WARN_ON(condition)
#define WARN_ON_SMP(condition) WARN_ON(condition)
#define VM_BUG_ON(condition) BUG_ON(condition)
#define VM_WARN_ON(condition) WARN_ON(condition)

#endif
