/** Tests of what both front ends share. */
@NullMarked
package dev.kaboom.lang;

import org.jspecify.annotations.NullMarked;
