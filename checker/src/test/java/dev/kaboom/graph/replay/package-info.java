/** The check of witnesses: what it confirms, and each way to spoil a witness that it catches. */
@NullMarked
package dev.kaboom.graph.replay;

import org.jspecify.annotations.NullMarked;
