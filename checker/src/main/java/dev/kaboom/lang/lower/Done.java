package dev.kaboom.lang.lower;

/** What a visitor returns that has nothing to return. */
enum Done {
  DONE
}
