/**
 * A second, independent implementation of docs/semantics.md: plain objects, one method for each
 * rule, no care for speed. It replays every trace before anybody sees it, and tests compare it with
 * the machine that explores. It shares nothing with that machine but the page.
 */
@NullMarked
package dev.kaboom.interleave.replay;

import org.jspecify.annotations.NullMarked;
