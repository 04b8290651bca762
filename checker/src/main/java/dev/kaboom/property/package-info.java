/**
 * What is asked of a program: properties over its memory and its final states, and the answer that
 * the author of the model expects.
 */
@NullMarked
package dev.kaboom.property;

import org.jspecify.annotations.NullMarked;
