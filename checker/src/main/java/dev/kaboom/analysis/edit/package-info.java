/**
 * Changes to a model's text: what can be changed is found in the syntax tree, and the change is
 * made in the text, so that it can be read, shown as a diff and checked like any model.
 */
@NullMarked
package dev.kaboom.analysis.edit;

import org.jspecify.annotations.NullMarked;
