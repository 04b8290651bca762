/*
 * Stands for include/linux/compiler.h and include/asm-generic/rwonce.h of Linux 6.x.
 * barrier(), READ_ONCE() and WRITE_ONCE() are primitives of the checker and have no definition.
 * Left out: everything about inlining, sections, instrumentation and code generation.
 * data_race() is transparent: what it wraps is still reported when it races.
 */
#ifndef _LINUX_COMPILER_H
#define _LINUX_COMPILER_H

#include <linux/types.h>

#define likely(x) (!!(x))
#define unlikely(x) (!!(x))
#define data_race(expr) (expr)
#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))
#define BUILD_BUG_ON(condition) do { } while (0)
#define BUILD_BUG_ON_MSG(condition, msg) do { } while (0)

/* Before Linux 4.18 many files marked their accesses so. */
#define ACCESS_ONCE(x) READ_ONCE(x)

#endif
