/*
 * Stands for include/linux/rcupdate.h of Linux 6.x.
 * rcu_read_lock(), rcu_read_unlock(), synchronize_rcu(), synchronize_rcu_expedited(),
 * rcu_dereference(p) and rcu_assign_pointer(p, v) are primitives of the checker.
 * The forms that differ only in what lockdep checks are the same here.
 * Left out: call_rcu(), the Tasks flavours, the _bh and _sched flavours.
 */
#ifndef _LINUX_RCUPDATE_H
#define _LINUX_RCUPDATE_H

#include <linux/compiler.h>
#include <linux/types.h>

#define rcu_dereference_raw(p) rcu_dereference(p)
#define rcu_dereference_check(p, condition) rcu_dereference(p)
#define rcu_dereference_protected(p, condition) (p)
#define rcu_access_pointer(p) READ_ONCE(p)
#define RCU_INIT_POINTER(p, v) WRITE_ONCE(p, v)
#define RCU_INITIALIZER(v) (v)

#endif
