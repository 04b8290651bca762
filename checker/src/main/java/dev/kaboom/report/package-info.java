/**
 * One reporter per output format. A reporter turns a finished check into text and decides nothing.
 */
@NullMarked
package dev.kaboom.report;

import org.jspecify.annotations.NullMarked;
