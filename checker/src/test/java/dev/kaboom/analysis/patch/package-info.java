/** Tests of patches against models. */
@NullMarked
package dev.kaboom.analysis.patch;

import org.jspecify.annotations.NullMarked;
