/**
 * The rules that the sources keep, as tests: which room may import which, what is said where, how
 * long a file and a method may be. Beside each rule stands a test that shows it bite.
 */
@NullMarked
package dev.kaboom.architecture;

import org.jspecify.annotations.NullMarked;
