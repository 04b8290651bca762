/** Tests of the kernel C front end. */
@NullMarked
package dev.kaboom.lang.kernelc;

import org.jspecify.annotations.NullMarked;
