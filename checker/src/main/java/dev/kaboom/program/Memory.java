package dev.kaboom.program;

import com.google.common.collect.ImmutableList;

/**
 * The static memory of a program: objects, their scalar cells, and what addresses mean.
 *
 * <p>Invariant: objects are sorted by address, do not overlap, and an unused gap follows each, so
 * that a pointer just past an object never names another.
 */
public record Memory(
    ImmutableList<MemoryObject> objects,
    ImmutableList<Location> locations,
    ImmutableList<Function> functions,
    ImmutableList<ListNode> listNodes) {

  /** Every address of an object is at least this; smaller values are integers or near-NULL. */
  public static final long BASE_ADDRESS = 0x1000_0000L;

  /** {@code LIST_POISON1} of x86-64 (include/linux/poison.h). */
  public static final long LIST_POISON1 = 0xdead_0000_0000_0100L;

  /** {@code LIST_POISON2} of x86-64 (include/linux/poison.h). */
  public static final long LIST_POISON2 = 0xdead_0000_0000_0122L;

  /** An access that is no further than this from NULL or from a poison value goes through it. */
  private static final long NEAR = 4096;

  /** The index of the cell that starts at {@code address}, or -1. */
  public int locationAt(long address) {
    int low = 0;
    int high = locations.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Long.compareUnsigned(locations.get(middle).address(), address);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /**
   * The value as a person reads it: {@code NULL}, {@code LIST_POISON1}, {@code &vmcs_a.link}, a
   * function's name, or the number.
   */
  public String describe(long value, boolean pointer) {
    if (value == LIST_POISON1) {
      return "LIST_POISON1";
    }
    if (value == LIST_POISON2) {
      return "LIST_POISON2";
    }
    if (pointer && value == 0) {
      return "NULL";
    }
    for (Function function : functions) {
      if (function.address() == value) {
        return function.name();
      }
    }
    return describeAddress(value);
  }

  private String describeAddress(long value) {
    for (MemoryObject object : objects) {
      if (object.address() == value) {
        return "&" + object.name();
      }
    }
    for (ListNode node : listNodes) {
      if (node.address() == value) {
        return "&" + node.name();
      }
    }
    int at = locationAt(value);
    return at >= 0 ? "&" + locations.get(at).name() : Long.toString(value);
  }

  /** What is wrong with an access at an address where no cell is, in a few words. */
  public String describeBadAccess(long address) {
    if (address > -NEAR && address < NEAR) {
      return "NULL pointer dereference" + (address == 0 ? "" : " at offset " + address);
    }
    if (Math.abs(address - LIST_POISON1) < 0x22) {
      return "access through LIST_POISON1";
    }
    if (Math.abs(address - LIST_POISON2) < NEAR) {
      return "access through LIST_POISON2";
    }
    for (MemoryObject object : objects) {
      long offset = address - object.address();
      if (offset >= 0 && offset < object.size()) {
        return "access between two fields, at byte " + offset + " of " + object.name();
      }
      if (offset == object.size()) {
        return "access just past the end of " + object.name();
      }
    }
    return "access to 0x" + Long.toHexString(address) + ", where no object is";
  }
}
