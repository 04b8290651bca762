/** Tests of checks of changed models. */
@NullMarked
package dev.kaboom.analysis.trial;

import org.jspecify.annotations.NullMarked;
