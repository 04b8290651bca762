/*
 * Stands for include/linux/kernel.h, minmax.h, printk.h and array_size.h of Linux 6.x, as far as
 * ordering code needs them. Messages are dropped together with their arguments.
 * Left out: everything else.
 */
#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H

#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/types.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#define min(a, b) ({ typeof(a) __min1 = (a); typeof(b) __min2 = (b); \
	__min1 < __min2 ? __min1 : __min2; })
#define max(a, b) ({ typeof(a) __max1 = (a); typeof(b) __max2 = (b); \
	__max1 > __max2 ? __max1 : __max2; })
#define min_t(type, a, b) min((type)(a), (type)(b))
#define max_t(type, a, b) max((type)(a), (type)(b))
#define swap(a, b) do { typeof(a) __swap = (a); (a) = (b); (b) = __swap; } while (0)

#define printk(...) do { } while (0)
#define pr_err(...) do { } while (0)
#define pr_warn(...) do { } while (0)
#define pr_warn_ratelimited(...) do { } while (0)
#define pr_info(...) do { } while (0)
#define pr_debug(...) do { } while (0)

#define EPERM 1
#define EINTR 4
#define ENXIO 6
#define EAGAIN 11
#define ENOMEM 12
#define EFAULT 14
#define EBUSY 16
#define EINVAL 22

#endif
