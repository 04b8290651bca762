package dev.kaboom.verdict;

/**
 * The answer for one property.
 *
 * @param name the property's text
 * @param kind {@code always}, {@code finally}, {@code exists}, {@code condition}, or a built-in
 *     check: {@code faults}, {@code deadlock}, {@code livelock}
 * @param verdict {@code holds}, {@code violated}, {@code inconclusive} or {@code not checked}
 */
public record PropertyResult(String name, String kind, String verdict) {}
