/*
 * Stands for include/linux/poison.h of Linux 6.x on x86-64 (CONFIG_ILLEGAL_POINTER_VALUE is
 * 0xdead000000000000 there). A dereference of either value is a violation that names the access.
 * Left out: the poisons of allocators, pages and drivers.
 */
#ifndef _LINUX_POISON_H
#define _LINUX_POISON_H

#define POISON_POINTER_DELTA 0xdead000000000000UL
#define LIST_POISON1 ((void *)(0x100UL + POISON_POINTER_DELTA))
#define LIST_POISON2 ((void *)(0x122UL + POISON_POINTER_DELTA))

#endif
