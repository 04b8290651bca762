package dev.kaboom.lang.syntax;

import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.Multiset;
import dev.kaboom.lang.ast.TypeNode.BasicKind;
import dev.kaboom.lang.grammar.CParser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds the words of a basic type, in any order, into one kind (C11, 6.7.2p2). */
final class BasicTypes {
  private static final String KNOWN =
      "void, _Bool, char, short, int, long and long long are known, signed and unsigned";

  private final BuildContext context;

  BasicTypes(BuildContext context) {
    this.context = context;
  }

  BasicKind fold(CParser.SpecifiersContext tree) {
    Multiset<String> words = LinkedHashMultiset.create();
    List<CParser.BasicTypeContext> parts = tree.basicType();
    for (CParser.BasicTypeContext part : parts) {
      if (part.Float() != null) {
        return reject(part, "'" + part.getText() + "' is not modelled", "use an integer type");
      }
      if (part.Int128() != null) {
        return reject(part, "128-bit integers are not modelled", "use u64");
      }
      words.add(part.Signed() == null ? part.getText() : "signed");
    }
    return fold(parts.get(0), words);
  }

  private BasicKind fold(CParser.BasicTypeContext first, Multiset<String> words) {
    int size = words.size();
    boolean unsigned = words.remove("unsigned");
    boolean signed = words.remove("signed");
    BasicKind kind = base(words);
    boolean plain = !unsigned && !signed;
    if (kind == null || (unsigned && signed) || (!plain && !integer(kind))) {
      return reject(first, "these " + size + " words are no type together", KNOWN);
    }
    if (signed && kind == BasicKind.CHAR) {
      return BasicKind.SIGNED_CHAR;
    }
    return unsigned ? unsigned(kind) : kind;
  }

  private static boolean integer(BasicKind kind) {
    return kind != BasicKind.VOID && kind != BasicKind.BOOL;
  }

  private static @Nullable BasicKind base(Multiset<String> words) {
    if (words.size() > 1) {
      words.remove("int");
    }
    return switch (String.join(" ", words)) {
      case "void" -> BasicKind.VOID;
      case "_Bool" -> BasicKind.BOOL;
      case "char" -> BasicKind.CHAR;
      case "short" -> BasicKind.SHORT;
      case "", "int" -> BasicKind.INT;
      case "long" -> BasicKind.LONG;
      case "long long" -> BasicKind.LONG_LONG;
      default -> null;
    };
  }

  private static BasicKind unsigned(BasicKind kind) {
    return switch (kind) {
      case CHAR -> BasicKind.UNSIGNED_CHAR;
      case SHORT -> BasicKind.UNSIGNED_SHORT;
      case INT -> BasicKind.UNSIGNED_INT;
      case LONG -> BasicKind.UNSIGNED_LONG;
      case LONG_LONG -> BasicKind.UNSIGNED_LONG_LONG;
      case VOID,
          BOOL,
          SIGNED_CHAR,
          UNSIGNED_CHAR,
          UNSIGNED_SHORT,
          UNSIGNED_INT,
          UNSIGNED_LONG,
          UNSIGNED_LONG_LONG ->
          kind;
    };
  }

  private BasicKind reject(CParser.BasicTypeContext at, String message, String hint) {
    context.error(BuildContext.span(at), message, hint);
    return BasicKind.INT;
  }
}
