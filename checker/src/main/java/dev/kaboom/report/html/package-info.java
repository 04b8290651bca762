/**
 * The page to step through: what is in it as plain data, and the files that make a page of it. The
 * page decides nothing; every state in it was replayed before it was written.
 */
@NullMarked
package dev.kaboom.report.html;

import org.jspecify.annotations.NullMarked;
