/** What tests of every room share. */
@NullMarked
package dev.kaboom.testing;

import org.jspecify.annotations.NullMarked;
