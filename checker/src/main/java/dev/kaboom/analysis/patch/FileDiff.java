package dev.kaboom.analysis.patch;

import com.google.common.collect.ImmutableList;

/**
 * What a diff does to one file.
 *
 * @param path the file's name in the diff, without the first folder where that is {@code a/} or
 *     {@code b/}
 */
public record FileDiff(String path, ImmutableList<Hunk> hunks) {}
