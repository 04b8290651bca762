/**
 * Repairs of a model: searches the cheapest changes of ordering after which every property holds,
 * guided by what violates it.
 */
@NullMarked
package dev.kaboom.analysis.repair;

import org.jspecify.annotations.NullMarked;
