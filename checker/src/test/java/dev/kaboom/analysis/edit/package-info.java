/** Tests of changes of a model's text. */
@NullMarked
package dev.kaboom.analysis.edit;

import org.jspecify.annotations.NullMarked;
