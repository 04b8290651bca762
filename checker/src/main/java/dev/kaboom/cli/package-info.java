/**
 * The command line: one class per command, and the only room that writes to the standard streams or
 * ends the process.
 */
@NullMarked
package dev.kaboom.cli;

import org.jspecify.annotations.NullMarked;
