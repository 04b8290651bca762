package dev.kaboom.architecture;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each rule, held against the fixtures that break it. */
class RulesBiteTest {
  private static final String FIXTURE = "dev.kaboom.architecture.fixture";
  private static final Pattern PLACE = Pattern.compile("\\((\\w+\\.java):\\d+\\)");
  private static final Rules RULES = new Rules(FIXTURE);
  private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(FIXTURE);

  @Test
  void anImportOfAHigherRoomIsSeen() {
    check(
        RULES.roomsImportDownwardsOnly(),
        "Method <program.Upwards.above()> calls constructor <explore.Downwards.<init>()>",
        "Method <program.Upwards.above()> has return type <explore.Downwards>",
        FIXTURE + ".hall.Homeless is in a package that is no room");
  }

  @Test
  void aCycleOfPackagesIsSeen() {
    List<String> details = details(RULES.packagesAreAcyclic());
    assertEquals(1, details.size());
    assertEquals("Cycle detected: Slice explore -> ", details.get(0).lines().findFirst().get());
  }

  @Test
  void standardStreamsAndExitsOutsideTheCommandLineAreSeen() {
    check(
        RULES.onlyTheCommandLineTouchesTheProcess(),
        "Method <report.Loud.err()> gets field <java.lang.System.err>",
        "Method <report.Loud.exit()> calls method <java.lang.System.exit(int)>",
        "Method <report.Loud.out()> gets field <java.lang.System.out>");
  }

  @Test
  void vagueNamesAreSeen() {
    check(
        RULES.namesSayWhatAThingIs(),
        FIXTURE + ".report.TraceHelper has a name that fits anything",
        FIXTURE + ".report.TraceHelper$ColumnImpl has a name that fits anything");
  }

  @Test
  void unorderedCollectionsAreSeenUnlessExempt() {
    check(
        RULES.iterationOrderIsTheSameInEveryRun(ImmutableSet.of()),
        "Method <report.Unordered.constructor()> calls constructor <java.util.HashMap.<init>()>",
        "Method <report.Unordered.constructorReference()> references constructor"
            + " <java.util.HashSet.<init>()>",
        "Method <report.Unordered.factory()> calls method"
            + " <java.util.Set.of(java.lang.Object, java.lang.Object)>");
    check(RULES.iterationOrderIsTheSameInEveryRun(ImmutableSet.of(FIXTURE + ".report.Unordered")));
  }

  @Test
  void packagesThatAreNotNullMarkedAreSeen() {
    check(
        RULES.packagesAreNullMarked(),
        FIXTURE + ".cli has no @NullMarked package-info (Spokesman)",
        FIXTURE + ".hall has no @NullMarked package-info (Homeless)",
        FIXTURE + ".program has no @NullMarked package-info (Upwards)",
        FIXTURE + ".report has no @NullMarked package-info (ColumnImpl)",
        FIXTURE + ".report has no @NullMarked package-info (Loud)",
        FIXTURE + ".report has no @NullMarked package-info (TraceHelper)",
        FIXTURE + ".report has no @NullMarked package-info (Unordered)");
  }

  @Test
  void aRoomIsTheClosestPackageInTheOrder() {
    Rooms rooms = new Rooms("dev.kaboom");
    assertEquals("lang", rooms.roomOf("dev.kaboom.lang").get().name());
    assertEquals("lang.litmus", rooms.roomOf("dev.kaboom.lang.litmus.grammar").get().name());
    assertEquals(true, rooms.roomOf("dev.kaboom.language").isEmpty());
  }

  @Test
  void roomsOnOneFloorMayNotImportEachOther() {
    Rooms rooms = new Rooms("dev.kaboom");
    Rooms.Room litmus = rooms.roomOf("dev.kaboom.lang.litmus").get();
    Rooms.Room kernelc = rooms.roomOf("dev.kaboom.lang.kernelc").get();
    Rooms.Room lang = rooms.roomOf("dev.kaboom.lang").get();
    assertEquals(false, litmus.mayImport(kernelc));
    assertEquals(false, kernelc.mayImport(litmus));
    assertEquals(true, kernelc.mayImport(lang));
    assertEquals(false, lang.mayImport(kernelc));
    Rooms.Room interleave = rooms.roomOf("dev.kaboom.interleave").get();
    Rooms.Room replay = rooms.roomOf("dev.kaboom.interleave.replay").get();
    assertEquals(false, interleave.mayImport(replay));
    assertEquals(false, replay.mayImport(interleave));
  }

  private static void check(ArchRule rule, String... expected) {
    ImmutableList<String> seen =
        details(rule).stream()
            .map(detail -> PLACE.matcher(detail).replaceAll(""))
            .map(detail -> detail.replaceAll(" in $", "").replace("<" + FIXTURE + ".", "<").strip())
            .sorted()
            .collect(toImmutableList());
    assertEquals(String.join("\n", expected), String.join("\n", seen));
  }

  private static List<String> details(ArchRule rule) {
    return rule.evaluate(CLASSES).getFailureReport().getDetails();
  }
}
