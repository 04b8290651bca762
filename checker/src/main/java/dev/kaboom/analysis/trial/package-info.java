/**
 * Checks of changed models: what each found, in a form that can be kept; and which changes make no
 * difference on a machine, so that they need no check.
 */
@NullMarked
package dev.kaboom.analysis.trial;

import org.jspecify.annotations.NullMarked;
