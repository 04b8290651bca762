/** Tests of expectations, causes and the choice of an engine. */
@NullMarked
package dev.kaboom.check;

import org.jspecify.annotations.NullMarked;
