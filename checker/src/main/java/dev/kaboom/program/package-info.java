/**
 * The program under check, after the front ends and before the engines: contexts of flat code over
 * a static memory. It knows no syntax and no memory model, and imports nothing of Kaboom.
 */
@NullMarked
package dev.kaboom.program;

import org.jspecify.annotations.NullMarked;
