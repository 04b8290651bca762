/**
 * What both front ends share: source files, spans in them, and the diagnostics that a front end
 * returns in place of an exception.
 */
@NullMarked
package dev.kaboom.lang;

import org.jspecify.annotations.NullMarked;
