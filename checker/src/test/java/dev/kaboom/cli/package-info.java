/** Tests of the command line in process, with captured streams. */
@NullMarked
package dev.kaboom.cli;

import org.jspecify.annotations.NullMarked;
