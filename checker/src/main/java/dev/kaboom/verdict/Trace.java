package dev.kaboom.verdict;

import com.google.common.collect.ImmutableList;

/**
 * One execution, step by step, as the independent stepper replayed it.
 *
 * @param steps in time order
 * @param initialMemory the cells' values after INIT, by index
 * @param finalMemory the cells' values at the end, by index (what is in store buffers not included)
 * @param loopStart for a LIVELOCK the step index at which the repeating part starts, else -1
 */
public record Trace(
    ImmutableList<Step> steps,
    ImmutableList<Long> initialMemory,
    ImmutableList<Long> finalMemory,
    int loopStart) {}
