package dev.kaboom.lang.syntax;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.lang.grammar.CLexer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the names of types from other identifiers before parsing.
 *
 * <p>C's grammar is ambiguous until one knows which identifiers are typedef names. Here a name that
 * any typedef of the file declares is a type name in the whole file; the tree builder rejects a
 * file that declares the same name as something else, so no text is read in two ways. Members, tags
 * and labels have name spaces of their own and stay as they are.
 */
public final class TypeNames {
  private final List<SourceToken> tokens;
  private final Set<String> names = new LinkedHashSet<>();

  private TypeNames(List<SourceToken> tokens, Set<String> known) {
    this.tokens = tokens;
    names.addAll(known);
  }

  /** Retags identifiers in {@code tokens} that name a type, and returns those names. */
  public static ImmutableSet<String> mark(List<SourceToken> tokens, Set<String> known) {
    TypeNames pass = new TypeNames(tokens, known);
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).getType() == CLexer.Typedef) {
        pass.collect(i + 1);
      }
    }
    for (int i = 0; i < tokens.size(); i++) {
      if (type(tokens, i) == CLexer.Identifier
          && pass.names.contains(tokens.get(i).getText())
          && !pass.ownNameSpace(i)) {
        tokens.get(i).setType(CLexer.TypedefName);
      }
    }
    return ImmutableSet.copyOf(pass.names);
  }

  private static int type(List<SourceToken> tokens, int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i).getType() : CLexer.EOF;
  }

  private boolean ownNameSpace(int i) {
    return switch (type(tokens, i - 1)) {
      case CLexer.Dot, CLexer.Arrow, CLexer.Goto -> true;
      default -> false;
    };
  }

  /** Collects the names that the typedef declares whose keyword stands before {@code i}. */
  private void collect(int i) {
    boolean typeSeen = false;
    boolean nameSeen = false;
    int depth = 0;
    for (; i < tokens.size(); i++) {
      switch (type(tokens, i)) {
        case CLexer.Semicolon, CLexer.RightBrace -> {
          return;
        }
        case CLexer.Struct, CLexer.Union, CLexer.Enum -> {
          i = afterTag(i + 1) - 1;
          typeSeen = true;
        }
        case CLexer.Typeof -> {
          i = afterGroup(i + 1) - 1;
          typeSeen = true;
        }
        case CLexer.Attribute, CLexer.KernelAttributeCall -> i = afterGroup(i + 1) - 1;
        case CLexer.LeftBracket, CLexer.LeftBrace -> i = afterGroup(i) - 1;
        case CLexer.LeftParen -> depth++;
        case CLexer.RightParen -> depth--;
        case CLexer.Comma -> nameSeen = nameSeen && depth > 0;
        case CLexer.Identifier -> {
          if (typeSeen && !nameSeen) {
            names.add(tokens.get(i).getText());
            nameSeen = true;
          }
          typeSeen = true;
        }
        case CLexer.Void,
            CLexer.Bool,
            CLexer.Char,
            CLexer.Short,
            CLexer.Int,
            CLexer.Long,
            CLexer.Signed,
            CLexer.Unsigned,
            CLexer.Float,
            CLexer.Int128 ->
            typeSeen = true;
        default -> {}
      }
    }
  }

  private int afterTag(int i) {
    while (type(tokens, i) == CLexer.Attribute
        || type(tokens, i) == CLexer.KernelAttribute
        || type(tokens, i) == CLexer.KernelAttributeCall
        || type(tokens, i) == CLexer.Packed) {
      i = type(tokens, i + 1) == CLexer.LeftParen ? afterGroup(i + 1) : i + 1;
    }
    if (type(tokens, i) == CLexer.Identifier) {
      i++;
    }
    return type(tokens, i) == CLexer.LeftBrace ? afterGroup(i) : i;
  }

  /** The index after the bracket that closes the one at {@code i}. */
  private int afterGroup(int i) {
    int depth = 0;
    for (; i < tokens.size(); i++) {
      switch (type(tokens, i)) {
        case CLexer.LeftParen, CLexer.LeftBracket, CLexer.LeftBrace -> depth++;
        case CLexer.RightParen, CLexer.RightBracket, CLexer.RightBrace -> depth--;
        default -> {}
      }
      if (depth <= 0) {
        return i + 1;
      }
    }
    return i;
  }
}
