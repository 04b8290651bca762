/** Tests of the door to the front ends. */
@NullMarked
package dev.kaboom.lang.front;

import org.jspecify.annotations.NullMarked;
