/*
 * Stands for include/linux/types.h and include/linux/stddef.h of Linux 6.x, for a 64-bit
 * little-endian kernel.
 * Left out: everything that needs memory management, devices or user space; the annotations
 * that only sparse reads are empty here, and so are section and inlining attributes.
 */
#ifndef _LINUX_TYPES_H
#define _LINUX_TYPES_H

#define NULL ((void *)0)
#define true 1
#define false 0

typedef _Bool bool;

typedef signed char s8;
typedef unsigned char u8;
typedef short s16;
typedef unsigned short u16;
typedef int s32;
typedef unsigned int u32;
typedef long long s64;
typedef unsigned long long u64;

typedef s8 int8_t;
typedef u8 uint8_t;
typedef s16 int16_t;
typedef u16 uint16_t;
typedef s32 int32_t;
typedef u32 uint32_t;
typedef s64 int64_t;
typedef u64 uint64_t;

typedef unsigned long size_t;
typedef long ssize_t;
typedef unsigned long uintptr_t;
typedef long intptr_t;
typedef unsigned long ulong;
typedef unsigned int uint;
typedef u64 phys_addr_t;
typedef unsigned int gfp_t;

/* Each counter is one cell: the atomic_*() primitives work on the address of the struct. */
typedef struct {
	int counter;
} atomic_t;

typedef struct {
	s64 counter;
} atomic64_t;

typedef struct {
	long counter;
} atomic_long_t;

struct list_head {
	struct list_head *next, *prev;
};

struct hlist_node {
	struct hlist_node *next, **pprev;
};

struct hlist_head {
	struct hlist_node *first;
};

#define BITS_PER_LONG 64
#define BITS_PER_BYTE 8

#define offsetof(type, member) __builtin_offsetof(type, member)

#define __rcu
#define __user
#define __iomem
#define __force
#define __kernel
#define __must_check
#define __always_inline inline
#define noinline
#define notrace
#define __init
#define __exit
#define __initdata
#define __read_mostly
#define __ro_after_init
#define __cacheline_aligned_in_smp
#define ____cacheline_aligned_in_smp
#define __maybe_unused
#define asmlinkage
#define __acquires(x)
#define __releases(x)
#define EXPORT_SYMBOL(name)
#define EXPORT_SYMBOL_GPL(name)

#endif
