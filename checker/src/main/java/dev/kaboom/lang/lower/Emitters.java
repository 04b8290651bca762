package dev.kaboom.lang.lower;

/** What each site does with instructions. */
final class Emitters {
  private Emitters() {}

  static Emitter of(Body body) {
    return switch (body.site().kind()) {
      case CONTEXT, CONSTANT -> new ContextEmitter(body);
      case INIT -> new InitEmitter(body);
      case PREDICATE -> new PredicateEmitter(body);
    };
  }
}
