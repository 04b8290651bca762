package dev.kaboom.lang.ast;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;

/** A kernel C file after preprocessing: everything at top level, in source order. */
public record TranslationUnit(Span span, ImmutableList<Declaration> declarations) implements Node {}
