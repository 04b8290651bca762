/** Tests of the litmus front end. */
@NullMarked
package dev.kaboom.lang.litmus;

import org.jspecify.annotations.NullMarked;
