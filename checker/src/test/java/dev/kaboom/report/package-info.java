/** Goldens of every format, on results made by hand. */
@NullMarked
package dev.kaboom.report;

import org.jspecify.annotations.NullMarked;
