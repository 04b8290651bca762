/** Tests of the code builder. */
@NullMarked
package dev.kaboom.lang.lower.code;

import org.jspecify.annotations.NullMarked;
