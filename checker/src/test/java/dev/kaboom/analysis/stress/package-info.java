/** Generated harnesses: what they look like, that they compile, and what they accept. */
@NullMarked
package dev.kaboom.analysis.stress;

import org.jspecify.annotations.NullMarked;
