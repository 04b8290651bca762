/*
 * Stands for include/linux/bitops.h, include/asm-generic/bitops/atomic.h, non-atomic.h, lock.h
 * and include/linux/bits.h of Linux 6.x.
 * The atomic operations are atomic_long_*() on the word that holds the bit, as in asm-generic:
 * those that return a value are fully ordered, the others are not ordered at all; test_bit()
 * reads a volatile word. The operations with two underscores are plain.
 * Left out: bits within words of other sizes, bit searches but ffs.
 */
#ifndef _LINUX_BITOPS_H
#define _LINUX_BITOPS_H

#include <linux/atomic.h>
#include <linux/types.h>

#define BIT(nr) (1UL << (nr))
#define BIT_MASK(nr) (1UL << ((nr) % BITS_PER_LONG))
#define BIT_WORD(nr) ((nr) / BITS_PER_LONG)
#define BITS_TO_LONGS(nr) (((nr) + BITS_PER_LONG - 1) / BITS_PER_LONG)
#define GENMASK(high, low) ((~0UL << (low)) & (~0UL >> (BITS_PER_LONG - 1 - (high))))
#define DECLARE_BITMAP(name, bits) unsigned long name[BITS_TO_LONGS(bits)]

#define __bit_cell(nr, addr) ((atomic_long_t *)((unsigned long *)(addr) + BIT_WORD(nr)))

static inline void set_bit(unsigned int nr, unsigned long *addr)
{
	atomic_long_or(BIT_MASK(nr), __bit_cell(nr, addr));
}

static inline void clear_bit(unsigned int nr, unsigned long *addr)
{
	atomic_long_andnot(BIT_MASK(nr), __bit_cell(nr, addr));
}

static inline void change_bit(unsigned int nr, unsigned long *addr)
{
	atomic_long_xor(BIT_MASK(nr), __bit_cell(nr, addr));
}

static inline bool test_and_set_bit(unsigned int nr, unsigned long *addr)
{
	return (atomic_long_fetch_or(BIT_MASK(nr), __bit_cell(nr, addr)) & BIT_MASK(nr)) != 0;
}

static inline bool test_and_clear_bit(unsigned int nr, unsigned long *addr)
{
	return (atomic_long_fetch_andnot(BIT_MASK(nr), __bit_cell(nr, addr)) & BIT_MASK(nr)) != 0;
}

static inline bool test_and_change_bit(unsigned int nr, unsigned long *addr)
{
	return (atomic_long_fetch_xor(BIT_MASK(nr), __bit_cell(nr, addr)) & BIT_MASK(nr)) != 0;
}

static inline bool test_bit(unsigned int nr, const unsigned long *addr)
{
	return (READ_ONCE(addr[BIT_WORD(nr)]) & BIT_MASK(nr)) != 0;
}

static inline bool test_bit_acquire(unsigned int nr, const unsigned long *addr)
{
	return (smp_load_acquire(&addr[BIT_WORD(nr)]) & BIT_MASK(nr)) != 0;
}

static inline bool test_and_set_bit_lock(unsigned int nr, unsigned long *addr)
{
	if (test_bit(nr, addr))
		return true;
	return (atomic_long_fetch_or_acquire(BIT_MASK(nr), __bit_cell(nr, addr)) & BIT_MASK(nr))
		!= 0;
}

static inline void clear_bit_unlock(unsigned int nr, unsigned long *addr)
{
	atomic_long_fetch_andnot_release(BIT_MASK(nr), __bit_cell(nr, addr));
}

static inline void __set_bit(unsigned int nr, unsigned long *addr)
{
	addr[BIT_WORD(nr)] |= BIT_MASK(nr);
}

static inline void __clear_bit(unsigned int nr, unsigned long *addr)
{
	addr[BIT_WORD(nr)] &= ~BIT_MASK(nr);
}

static inline void __change_bit(unsigned int nr, unsigned long *addr)
{
	addr[BIT_WORD(nr)] ^= BIT_MASK(nr);
}

static inline bool __test_and_set_bit(unsigned int nr, unsigned long *addr)
{
	unsigned long old = addr[BIT_WORD(nr)];

	addr[BIT_WORD(nr)] = old | BIT_MASK(nr);
	return (old & BIT_MASK(nr)) != 0;
}

static inline bool __test_and_clear_bit(unsigned int nr, unsigned long *addr)
{
	unsigned long old = addr[BIT_WORD(nr)];

	addr[BIT_WORD(nr)] = old & ~BIT_MASK(nr);
	return (old & BIT_MASK(nr)) != 0;
}

static inline unsigned long __ffs(unsigned long word)
{
	unsigned long nr = 0;

	while (nr < BITS_PER_LONG - 1 && !(word & (1UL << nr)))
		nr++;
	return nr;
}

#endif
