/**
 * The judge of runs of jcstress: holds what a JVM showed against what the checker allows. The
 * harnesses themselves are generated from the models at build time.
 */
@NullMarked
package dev.kaboom.stress;

import org.jspecify.annotations.NullMarked;
