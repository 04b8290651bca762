/**
 * From the syntax tree of either dialect to a {@link dev.kaboom.property.Model}: names and types
 * are resolved, objects get addresses, functions are inlined, and every statement becomes flat code
 * with one shared access an instruction.
 */
@NullMarked
package dev.kaboom.lang.lower;

import org.jspecify.annotations.NullMarked;
