package dev.kaboom.lang.litmus;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.lang.grammar.CLexer;
import dev.kaboom.lang.syntax.SourceToken;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of types that a litmus test may use without a typedef. */
public final class KernelTypes {
  /** All of them. */
  public static final ImmutableSet<String> NAMES =
      ImmutableSet.of(
          "bool",
          "u8",
          "u16",
          "u32",
          "u64",
          "s8",
          "s16",
          "s32",
          "s64",
          "__u8",
          "__u16",
          "__u32",
          "__u64",
          "__s8",
          "__s16",
          "__s32",
          "__s64",
          "int8_t",
          "int16_t",
          "int32_t",
          "int64_t",
          "uint8_t",
          "uint16_t",
          "uint32_t",
          "uint64_t",
          "intptr_t",
          "uintptr_t",
          "size_t",
          "ssize_t",
          "atomic_t",
          "atomic64_t",
          "atomic_long_t",
          "spinlock_t",
          "raw_spinlock_t",
          "rwlock_t",
          "mutex_t",
          "srcu_struct_t");

  private KernelTypes() {}

  /** Those that {@code tokens} do not use as the name of a variable: {@code int *u8}. */
  static ImmutableSet<String> namesIn(List<SourceToken> tokens) {
    Set<String> names = new LinkedHashSet<>(NAMES);
    for (int i = 1; i + 1 < tokens.size(); i++) {
      if (tokens.get(i - 1).getType() == CLexer.Star && endsName(tokens.get(i + 1).getType())) {
        names.remove(tokens.get(i).getText());
      }
    }
    return ImmutableSet.copyOf(names);
  }

  private static boolean endsName(int type) {
    return switch (type) {
      case CLexer.Comma, CLexer.RightParen, CLexer.Semicolon, CLexer.Assign -> true;
      default -> false;
    };
  }
}
