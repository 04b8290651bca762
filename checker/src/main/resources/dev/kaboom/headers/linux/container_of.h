/*
 * Stands for include/linux/container_of.h of Linux 6.x.
 * Left out: the compile-time check that the pointer has the member's type.
 */
#ifndef _LINUX_CONTAINER_OF_H
#define _LINUX_CONTAINER_OF_H

#include <linux/types.h>

#define container_of(ptr, type, member) \
	((type *)((char *)(ptr) - offsetof(type, member)))

#endif
