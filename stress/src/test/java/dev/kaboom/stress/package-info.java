/** What the judge makes of runs that are made up. */
@NullMarked
package dev.kaboom.stress;

import org.jspecify.annotations.NullMarked;
