package io.heddle.app.study;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The data of a study does not know what is made of it. */
final class StudyPackagesTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.heddle.app.study");

  @Test
  void dataKnowsOnlyItsFormat() {
    onlyDependOn("io.heddle.app.study.data", "com.fasterxml.jackson..", "org.HdrHistogram..");
  }

  @Test
  void analysisKnowsOnlyData() {
    onlyDependOn("io.heddle.app.study.analysis", "io.heddle.app.study.data");
  }

  @Test
  void plansKnowNothingThatRuns() {
    onlyDependOn("io.heddle.app.study.plan", "io.heddle.app.study.data", "com.typesafe.config..");
  }

  @Test
  void workloadsKnowOnlyPlans() {
    onlyDependOn(
        "io.heddle.app.study.plan.workload",
        "io.heddle.app.study.plan",
        "io.heddle.app.study.data");
  }

  @Test
  void hyperfoilsFilesKnowOnlyPlansAndData() {
    onlyDependOn(
        "io.heddle.app.study.hyperfoil",
        "io.heddle.app.study.plan",
        "io.heddle.app.study.data",
        "com.fasterxml.jackson..");
  }

  /** The generator is another process, and a report is written when everything is measured. */
  @Test
  void runsKnowNeitherTheGeneratorNorReports() {
    onlyDependOn(
        "io.heddle.app.study.run",
        "io.heddle.app.study.plan",
        "io.heddle.app.study.analysis",
        "io.heddle.app.study.data",
        "jdk.jfr..",
        "com.fasterxml.jackson..",
        "me.tongfei.progressbar..",
        "org.HdrHistogram..");
  }

  @Test
  void plotsKnowNoStudies() {
    onlyDependOn("io.heddle.app.study.report.plot");
  }

  private static void onlyDependOn(String name, String... others) {
    classes()
        .that()
        .resideInAPackage(name)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(Stream.of(name, "java..", "org.jspecify.."), Arrays.stream(others))
                .toArray(String[]::new))
        .check(ALL);
  }
}
