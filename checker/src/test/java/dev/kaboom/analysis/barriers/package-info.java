/** Tests of what is found of a model's orderings. */
@NullMarked
package dev.kaboom.analysis.barriers;

import org.jspecify.annotations.NullMarked;
