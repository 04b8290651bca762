/**
 * Patches against models: reads a unified diff as mail archives have it, finds where its hunks
 * belong in a model, makes the patched model, and compares what is checked before and after.
 */
@NullMarked
package dev.kaboom.analysis.patch;

import org.jspecify.annotations.NullMarked;
