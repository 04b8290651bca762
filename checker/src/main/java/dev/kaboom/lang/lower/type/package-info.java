/** C types as x86-64 lays them out: sizes, alignment, members, and the conversions of C. */
@NullMarked
package dev.kaboom.lang.lower.type;

import org.jspecify.annotations.NullMarked;
