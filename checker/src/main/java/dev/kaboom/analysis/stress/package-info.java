/**
 * Harnesses for jcstress, made from the lowered program that the checker explores: Java source of
 * each context, the outcomes that the checker allows, and a manifest for whoever judges a run.
 */
@NullMarked
package dev.kaboom.analysis.stress;

import org.jspecify.annotations.NullMarked;
