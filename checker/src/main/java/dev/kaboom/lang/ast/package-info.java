/**
 * The syntax tree of both dialects: records without behaviour, each with the {@link
 * dev.kaboom.lang.Span} of the source that it was read from. Nothing here knows how it was parsed
 * or what it means; names are not resolved and types are not checked.
 */
@NullMarked
package dev.kaboom.lang.ast;

import org.jspecify.annotations.NullMarked;
