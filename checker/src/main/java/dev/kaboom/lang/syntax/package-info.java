/**
 * From tokens to the syntax tree, for both dialects: what an identifier is, brackets, syntax errors
 * in plain words, and the builders that turn a parse tree into {@link dev.kaboom.lang.ast}. No
 * input overflows the stack: brackets, rules and trees have depth limits that end in a diagnostic.
 */
@NullMarked
package dev.kaboom.lang.syntax;

import org.jspecify.annotations.NullMarked;
