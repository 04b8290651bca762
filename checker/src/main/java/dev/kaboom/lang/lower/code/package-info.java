/**
 * Building flat code: registers, labels, folded expressions, and the pass that drops dead
 * instructions and finds where branches join.
 */
@NullMarked
package dev.kaboom.lang.lower.code;

import org.jspecify.annotations.NullMarked;
