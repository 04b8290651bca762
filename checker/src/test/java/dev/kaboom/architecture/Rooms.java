package dev.kaboom.architecture;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * The packages below one base package, from the ground up. A room imports only rooms on floors
 * below its own; rooms on one floor know nothing of each other. A room need not exist yet.
 */
record Rooms(String base) {
  private static final ImmutableList<ImmutableList<String>> FLOORS =
      ImmutableList.of(
          ImmutableList.of("program"),
          ImmutableList.of("property"),
          ImmutableList.of("verdict"),
          ImmutableList.of("explore"),
          ImmutableList.of("interleave", "interleave.replay"),
          ImmutableList.of("graph"),
          ImmutableList.of("memory"),
          ImmutableList.of("check"),
          ImmutableList.of("lang"),
          ImmutableList.of("lang.ast"),
          ImmutableList.of("lang.grammar"),
          ImmutableList.of("lang.syntax"),
          ImmutableList.of("lang.litmus", "lang.kernelc"),
          ImmutableList.of("lang.lower"),
          ImmutableList.of("lang.front"),
          ImmutableList.of("analysis"),
          ImmutableList.of("report"),
          ImmutableList.of("cli"));

  /** A room and the floor that it is on, the ground floor being 0. */
  record Room(String name, int floor) {
    boolean mayImport(Room other) {
      return other.floor < floor || other.name.equals(name);
    }
  }

  /** The room that a package belongs to; packages below a room's package are part of the room. */
  Optional<Room> roomOf(String packageName) {
    Room found = null;
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      for (String name : FLOORS.get(floor)) {
        boolean closer = found == null || name.length() > found.name().length();
        if (closer && isAtOrBelow(packageName, base + "." + name)) {
          found = new Room(name, floor);
        }
      }
    }
    return Optional.ofNullable(found);
  }

  boolean contains(String packageName) {
    return isAtOrBelow(packageName, base);
  }

  private static boolean isAtOrBelow(String packageName, String ancestor) {
    return packageName.equals(ancestor) || packageName.startsWith(ancestor + ".");
  }
}
