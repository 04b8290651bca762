package dev.kaboom.lang.lower.memory;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.lower.type.ArrayType;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.StructType;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The scalar cells of one type, in the order of their offsets.
 *
 * <p>The members of a union share cells; members that would cut the same bytes differently cannot
 * be laid out in cells at all.
 */
public final class Cells {
  /** No object has more cells. */
  public static final int CELLS_MAX = 4096;

  /**
   * One cell.
   *
   * @param path what stands behind the object's name: {@code .link.next}, {@code [1]}, ""
   */
  public record Cell(String path, long offset, CType type) {}

  /**
   * A struct that links list entries.
   *
   * @param inStruct whether it is a member of a struct: an entry, not a head
   */
  public record Node(String path, long offset, StructType type, boolean inStruct) {}

  private final SortedMap<Long, Cell> cells = new TreeMap<>();
  private final ImmutableList.Builder<Node> nodes = ImmutableList.builder();
  private boolean conflict;
  private boolean tooMany;

  private Cells() {}

  /** The cells of a complete type. */
  public static Cells of(CType type) {
    Cells cells = new Cells();
    cells.visit("", 0, type, false);
    cells.findConflicts();
    return cells;
  }

  /** The cells, by offset. */
  public ImmutableList<Cell> list() {
    return ImmutableList.copyOf(cells.values());
  }

  /** The list nodes, in declaration order. */
  public ImmutableList<Node> nodes() {
    return nodes.build();
  }

  /** What makes the type unfit for memory, or empty. */
  public Optional<String> problem() {
    if (tooMany) {
      return Optional.of("has more than " + CELLS_MAX + " scalars");
    }
    return conflict
        ? Optional.of("has a union whose members cut the same bytes into different scalars")
        : Optional.empty();
  }

  private void visit(String path, long offset, CType type, boolean inStruct) {
    if (tooMany || cells.size() > CELLS_MAX) {
      tooMany = true;
      return;
    }
    CType plain = type.unqualified();
    Optional<StructType> struct = plain.struct();
    if (plain instanceof ArrayType array) {
      for (long i = 0; i < array.length() && !tooMany; i++) {
        visit(path + "[" + i + "]", offset + i * array.element().size(), array.element(), inStruct);
      }
    } else if (struct.isPresent()) {
      visitStruct(path, offset, struct.get(), inStruct);
    } else {
      Cell cell = new Cell(path, offset, plain);
      Cell before = cells.putIfAbsent(offset, cell);
      conflict |= before != null && before.type().size() != plain.size();
    }
  }

  private void visitStruct(String path, long offset, StructType struct, boolean inStruct) {
    if (ListShape.of(struct).isPresent()) {
      nodes.add(new Node(path, offset, struct, inStruct));
    }
    for (StructType.Member member : struct.members()) {
      String step = member.name().isEmpty() ? "" : "." + member.name();
      visit(path + step, offset + member.offset(), member.type(), true);
    }
  }

  private void findConflicts() {
    long end = 0;
    for (Cell cell : cells.values()) {
      conflict |= cell.offset() < end;
      end = cell.offset() + cell.type().size();
    }
  }
}
