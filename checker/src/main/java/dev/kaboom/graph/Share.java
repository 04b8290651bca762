package dev.kaboom.graph;

import org.jspecify.annotations.Nullable;

/** One worker's part of a search, and where in the search tree the worker is. */
final class Share {
  private final @Nullable Parcels parcels;
  private int cut;
  private final Role role;
  private final Runnable onParcel;
  private int depth;
  private int met;
  private boolean inParcel;

  /** What a worker does besides its parcels. */
  private enum Role {
    /** It owns the top of the tree too. */
    FIRST,
    /** It walks through the top for the sake of the parcels. */
    HELPER
  }

  private Share(@Nullable Parcels parcels, int cut, Role role, Runnable onParcel) {
    this.onParcel = onParcel;
    this.parcels = parcels;
    this.cut = cut;
    this.role = role;
  }

  /** All of a search that is not divided. */
  static Share whole() {
    return new Share(null, Integer.MAX_VALUE, Role.FIRST, () -> {});
  }

  /**
   * The top of the tree, and the parcels that its worker takes.
   *
   * @param onParcel is run when it takes one
   */
  static Share first(Parcels parcels, Runnable onParcel) {
    return new Share(parcels, parcels.depth(), Role.FIRST, onParcel);
  }

  /** The parcels that its worker takes. */
  static Share helper(Parcels parcels) {
    return new Share(parcels, parcels.depth(), Role.HELPER, () -> {});
  }

  /** The top of the tree, and none of the parcels below it, which are counted. */
  static Share survey() {
    return new Share(null, 0, Role.FIRST, () -> {});
  }

  /** Sets the depth of the parcels and begins to count them. */
  void surveyTo(int newCut) {
    cut = newCut;
    met = 0;
  }

  /** Goes one node down; whether the worker visits that node. */
  boolean enter() {
    depth++;
    if (depth != cut) {
      return true;
    }
    inParcel = parcels != null && parcels.take(met);
    met++;
    if (inParcel) {
      onParcel.run();
    }
    return inParcel;
  }

  /** Goes back up. */
  void leave() {
    if (depth == cut) {
      inParcel = false;
    }
    depth--;
  }

  /** Whether what is found at this node is this worker's to report. */
  boolean counts() {
    return inParcel || role == Role.FIRST;
  }

  /** Whether this worker is at the root of a parcel of its own. */
  boolean atParcel() {
    return inParcel && depth == cut;
  }

  /** Whether partial graphs are looked at in any case. */
  boolean prunes() {
    return parcels != null && parcels.pruning();
  }

  /** Whether the search is divided and the worker is above the parcels. */
  boolean atTop() {
    return cut != Integer.MAX_VALUE && !inParcel;
  }

  /** Where this node stands among all, by parcel: what is found first has the smallest place. */
  int place() {
    return inParcel ? 2 * met - 2 : 2 * met - 1;
  }

  /** How many parcels the worker has met. */
  int met() {
    return met;
  }
}
