/** Tests of the table of Java's access modes. */
@NullMarked
package dev.kaboom.program;

import org.jspecify.annotations.NullMarked;
