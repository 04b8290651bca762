/*
 * Stands for include/linux/cpumask.h of Linux 6.x with up to 64 CPUs: one word.
 * cpumask_set_cpu(), cpumask_clear_cpu() and the test-and forms are atomic, the forms with two
 * underscores and the operations on whole masks are plain, cpumask_test_cpu() reads a volatile
 * word.
 * Left out: cpumasks that are allocated, iteration, the masks of the system but cpu_online()
 * which is always true: CPUs do not come and go.
 */
#ifndef _LINUX_CPUMASK_H
#define _LINUX_CPUMASK_H

#include <linux/bitops.h>
#include <linux/types.h>

typedef struct cpumask {
	unsigned long bits[1];
} cpumask_t;

#define cpumask_bits(maskp) ((maskp)->bits)
#define CPU_MASK_NONE { { 0UL } }
#define CPU_BITS_NONE { 0UL }

#define cpu_online(cpu) ((cpu) >= 0)

static inline void cpumask_set_cpu(unsigned int cpu, struct cpumask *dstp)
{
	set_bit(cpu, cpumask_bits(dstp));
}

static inline void __cpumask_set_cpu(unsigned int cpu, struct cpumask *dstp)
{
	__set_bit(cpu, cpumask_bits(dstp));
}

static inline void cpumask_clear_cpu(int cpu, struct cpumask *dstp)
{
	clear_bit(cpu, cpumask_bits(dstp));
}

static inline void __cpumask_clear_cpu(int cpu, struct cpumask *dstp)
{
	__clear_bit(cpu, cpumask_bits(dstp));
}

static inline bool cpumask_test_cpu(int cpu, const struct cpumask *cpumask)
{
	return test_bit(cpu, cpumask_bits(cpumask));
}

static inline bool cpumask_test_and_set_cpu(int cpu, struct cpumask *cpumask)
{
	return test_and_set_bit(cpu, cpumask_bits(cpumask));
}

static inline bool cpumask_test_and_clear_cpu(int cpu, struct cpumask *cpumask)
{
	return test_and_clear_bit(cpu, cpumask_bits(cpumask));
}

static inline void cpumask_clear(struct cpumask *dstp)
{
	cpumask_bits(dstp)[0] = 0UL;
}

static inline bool cpumask_empty(const struct cpumask *srcp)
{
	return cpumask_bits(srcp)[0] == 0UL;
}

static inline void cpumask_copy(struct cpumask *dstp, const struct cpumask *srcp)
{
	cpumask_bits(dstp)[0] = cpumask_bits(srcp)[0];
}

#endif
