/*
 * Stands for include/linux/spinlock.h and include/linux/spinlock_types.h of Linux 6.x.
 * spin_lock(), spin_unlock(), spin_trylock() and spin_is_locked() are primitives of the checker;
 * the lock is one cell, 0 when it is free. Masking of interrupts is added in the kernel's order:
 * mask then lock, unlock then unmask. Bottom halves do not exist here: _bh is plain.
 * Raw and ordinary locks are the same thing.
 * Left out: lock debugging, nesting levels, read/write locks, seqlocks.
 */
#ifndef _LINUX_SPINLOCK_H
#define _LINUX_SPINLOCK_H

#include <linux/irqflags.h>
#include <linux/types.h>

typedef struct {
	int locked;
} spinlock_t;

typedef spinlock_t raw_spinlock_t;

#define __SPIN_LOCK_UNLOCKED(name) { 0 }
#define __RAW_SPIN_LOCK_UNLOCKED(name) { 0 }
#define DEFINE_SPINLOCK(name) spinlock_t name = __SPIN_LOCK_UNLOCKED(name)
#define DEFINE_RAW_SPINLOCK(name) raw_spinlock_t name = __RAW_SPIN_LOCK_UNLOCKED(name)

/* In INIT only: the lock must be free and nobody may be looking. */
#define spin_lock_init(lock) do { (lock)->locked = 0; } while (0)

#define spin_lock_bh(lock) spin_lock(lock)
#define spin_unlock_bh(lock) spin_unlock(lock)

#define spin_lock_irq(lock) do { \
	local_irq_disable(); \
	spin_lock(lock); \
} while (0)

#define spin_unlock_irq(lock) do { \
	spin_unlock(lock); \
	local_irq_enable(); \
} while (0)

#define spin_lock_irqsave(lock, flags) do { \
	local_irq_save(flags); \
	spin_lock(lock); \
} while (0)

#define spin_unlock_irqrestore(lock, flags) do { \
	spin_unlock(lock); \
	local_irq_restore(flags); \
} while (0)

#define spin_trylock_irqsave(lock, flags) ({ \
	int __taken; \
	local_irq_save(flags); \
	__taken = spin_trylock(lock); \
	if (!__taken) \
		local_irq_restore(flags); \
	__taken; })

#define assert_spin_locked(lock) BUG_ON(!spin_is_locked(lock))

#define raw_spin_lock_init(lock) spin_lock_init(lock)
#define raw_spin_lock(lock) spin_lock(lock)
#define raw_spin_unlock(lock) spin_unlock(lock)
#define raw_spin_trylock(lock) spin_trylock(lock)
#define raw_spin_is_locked(lock) spin_is_locked(lock)
#define raw_spin_lock_irq(lock) spin_lock_irq(lock)
#define raw_spin_unlock_irq(lock) spin_unlock_irq(lock)
#define raw_spin_lock_irqsave(lock, flags) spin_lock_irqsave(lock, flags)
#define raw_spin_unlock_irqrestore(lock, flags) spin_unlock_irqrestore(lock, flags)

#endif
