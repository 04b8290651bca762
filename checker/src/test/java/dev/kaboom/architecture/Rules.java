package dev.kaboom.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** The rules over compiled classes, for the rooms below any base package. */
final class Rules {
  private static final ImmutableList<String> VAGUE_NAMES =
      ImmutableList.of("Util", "Utils", "Manager", "Helper", "Impl");

  private static final ImmutableSetMultimap<String, String> PROCESS_WIDE =
      ImmutableSetMultimap.<String, String>builder()
          .putAll("java.lang.System", "out", "err", "exit", "setOut", "setErr")
          .putAll("java.lang.Runtime", "exit", "halt")
          .build();

  private static final ImmutableSetMultimap<String, String> UNORDERED =
      ImmutableSetMultimap.<String, String>builder()
          .put("java.util.HashMap", "<init>")
          .put("java.util.HashSet", "<init>")
          .put("java.util.IdentityHashMap", "<init>")
          .put("java.util.WeakHashMap", "<init>")
          .putAll("java.util.Map", "of", "ofEntries", "copyOf")
          .putAll("java.util.Set", "of", "copyOf")
          .putAll("java.util.stream.Collectors", "toSet", "toUnmodifiableSet", "toMap")
          .putAll("java.util.stream.Collectors", "toUnmodifiableMap", "groupingBy")
          .putAll("com.google.common.collect.Maps", "newHashMap", "newHashMapWithExpectedSize")
          .putAll("com.google.common.collect.Sets", "newHashSet", "newHashSetWithExpectedSize")
          .putAll("com.google.common.collect.HashMultimap", "create")
          .putAll("com.google.common.collect.HashMultiset", "create")
          .putAll("com.google.common.collect.HashBiMap", "create")
          .putAll("com.google.common.collect.HashBasedTable", "create")
          .build();

  private final Rooms rooms;

  Rules(String base) {
    this.rooms = new Rooms(base);
  }

  ArchRule roomsImportDownwardsOnly() {
    return classes().should(new ImportDownwards(rooms)).allowEmptyShould(true);
  }

  ArchRule packagesAreAcyclic() {
    return slices().matching(rooms.base() + ".(**)").should().beFreeOfCycles();
  }

  ArchRule onlyTheCommandLineTouchesTheProcess() {
    return classes()
        .that()
        .resideOutsideOfPackage(rooms.base() + ".cli..")
        .should(new NotUse("the standard streams or the end of the process", PROCESS_WIDE))
        .allowEmptyShould(true);
  }

  ArchRule iterationOrderIsTheSameInEveryRun(ImmutableSet<String> exemptClasses) {
    return classes()
        .that(
            DescribedPredicate.describe(
                "are not exempt", c -> !exemptClasses.contains(c.getFullName())))
        .should(new NotUse("collections without a defined order", UNORDERED))
        .because("a result must not depend on hash codes; use LinkedHashMap or ImmutableMap")
        .allowEmptyShould(true);
  }

  ArchRule namesSayWhatAThingIs() {
    return classes().should(new HaveTellingName()).allowEmptyShould(true);
  }

  /**
   * Generated parsers have no package-info: they are in a package of their own, {@code grammar}.
   */
  ArchRule packagesAreNullMarked() {
    return classes()
        .that()
        .resideOutsideOfPackage(rooms.base() + "..grammar")
        .should(new ResideInNullMarkedPackage())
        .allowEmptyShould(true);
  }

  private static final class ImportDownwards extends ArchCondition<JavaClass> {
    private final Rooms rooms;

    ImportDownwards(Rooms rooms) {
      super("import only rooms on lower floors");
      this.rooms = rooms;
    }

    @Override
    public void check(JavaClass importer, ConditionEvents events) {
      Optional<Rooms.Room> from = rooms.roomOf(importer.getPackageName());
      if (from.isEmpty()) {
        violated(events, importer, importer.getName() + " is in a package that is no room");
        return;
      }
      for (Dependency dependency : importer.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        boolean allowed =
            !rooms.contains(target)
                || rooms.roomOf(target).filter(from.get()::mayImport).isPresent();
        if (!allowed) {
          violated(events, importer, dependency.getDescription());
        }
      }
    }
  }

  private static final class NotUse extends ArchCondition<JavaClass> {
    private final ImmutableSetMultimap<String, String> membersByOwner;

    NotUse(String what, ImmutableSetMultimap<String, String> membersByOwner) {
      super("not use " + what);
      this.membersByOwner = membersByOwner;
    }

    @Override
    public void check(JavaClass user, ConditionEvents events) {
      for (JavaAccess<?> access : user.getAccessesFromSelf()) {
        String owner = access.getTargetOwner().getFullName();
        if (membersByOwner.containsEntry(owner, access.getName())) {
          violated(events, user, access.getDescription());
        }
      }
    }
  }

  private static final class HaveTellingName extends ArchCondition<JavaClass> {
    HaveTellingName() {
      super("not be named *" + String.join(", *", VAGUE_NAMES));
    }

    @Override
    public void check(JavaClass named, ConditionEvents events) {
      if (VAGUE_NAMES.stream().anyMatch(named.getSimpleName()::endsWith)) {
        violated(events, named, named.getName() + " has a name that fits anything");
      }
    }
  }

  private static final class ResideInNullMarkedPackage extends ArchCondition<JavaClass> {
    ResideInNullMarkedPackage() {
      super("reside in a package with a @NullMarked package-info");
    }

    @Override
    public void check(JavaClass resident, ConditionEvents events) {
      if (!resident.getPackage().isAnnotatedWith(NullMarked.class)) {
        String missing = resident.getPackageName() + " has no @NullMarked package-info";
        violated(events, resident, missing + " (" + resident.getSimpleName() + ")");
      }
    }
  }

  private static void violated(ConditionEvents events, JavaClass subject, String message) {
    events.add(SimpleConditionEvent.violated(subject, message));
  }
}
