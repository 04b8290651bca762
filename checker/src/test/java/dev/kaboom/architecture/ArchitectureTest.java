package dev.kaboom.architecture;

import com.google.common.collect.ImmutableSet;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final Rules RULES = new Rules("dev.kaboom");

  /**
   * Classes that use an unordered collection where no result can see its order: name and reason.
   */
  /** They look things up by identity and never iterate. */
  private static final ImmutableSet<String> MAY_USE_UNORDERED =
      ImmutableSet.of(
          "dev.kaboom.lang.lower.Declarations",
          "dev.kaboom.lang.lower.Frame",
          "dev.kaboom.lang.lower.Unit");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.kaboom");

  @Test
  void roomsImportDownwardsOnly() {
    RULES.roomsImportDownwardsOnly().check(MAIN);
  }

  @Test
  void packagesAreAcyclic() {
    RULES.packagesAreAcyclic().check(MAIN);
  }

  @Test
  void onlyTheCommandLineTouchesTheProcess() {
    RULES.onlyTheCommandLineTouchesTheProcess().check(MAIN);
  }

  @Test
  void namesSayWhatAThingIs() {
    RULES.namesSayWhatAThingIs().check(MAIN);
  }

  @Test
  void iterationOrderIsTheSameInEveryRun() {
    RULES.iterationOrderIsTheSameInEveryRun(MAY_USE_UNORDERED).check(MAIN);
  }

  @Test
  void packagesAreNullMarked() {
    RULES.packagesAreNullMarked().check(MAIN);
  }
}
