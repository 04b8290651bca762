/** What a check found: the verdict, the trace that proves it, and the figures. Plain data. */
@NullMarked
package dev.kaboom.verdict;

import org.jspecify.annotations.NullMarked;
