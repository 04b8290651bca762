/** Tests of the lowering: what code becomes of which source, and what every complaint says. */
@NullMarked
package dev.kaboom.lang.lower;

import org.jspecify.annotations.NullMarked;
