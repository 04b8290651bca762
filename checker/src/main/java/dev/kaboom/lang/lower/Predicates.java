package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.ast.Declaration.ScenarioProperty;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.program.Code;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Position;
import dev.kaboom.property.Property;
import java.util.List;

/**
 * Lowers the properties of a model: each predicate is a code that leaves its value in register 0.
 */
final class Predicates {
  private final Unit unit;

  Predicates(Unit unit) {
    this.unit = unit;
  }

  ImmutableList<Property> lower(List<ScenarioProperty> written) {
    ImmutableList.Builder<Property> properties = ImmutableList.builder();
    written.forEach(property -> properties.add(lower(property)));
    return properties.build();
  }

  private Property lower(ScenarioProperty property) {
    String title = property.kind().name();
    Statement.Block block =
        new Statement.Block(
            property.span(),
            ImmutableList.of(new Statement.Evaluate(property.span(), property.predicate())));
    Site site = new Site(Site.Kind.PREDICATE, title, "property", 0);
    Body body = new Body(unit, site, block);
    int result = body.code().register("%result");
    Position at = body.at(property.span());
    Code code = Contexts.finish(unit, body, b -> predicate(b, property, result), property.span());
    return switch (property.kind()) {
      case ALWAYS -> new Property.Always(property.name(), at, code);
      case FINALLY -> new Property.Finally(property.name(), at, code);
      case EXISTS -> new Property.Exists(property.name(), at, code);
    };
  }

  private static void predicate(Body body, ScenarioProperty property, int result) {
    Expression value = body.truth(property.predicate());
    body.emit(new Instruction.Assign(body.at(property.span()), result, value), property.span());
    body.statements().closeFrame();
  }
}
