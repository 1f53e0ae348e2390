package io.heddle.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.heddle.exchange.CurrentRequest;
import org.junit.jupiter.api.Test;

/** The packages form a list, and each imports only earlier ones. */
final class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.heddle");

  @Test
  void nobodyImportsTheProgram() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.heddle.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.heddle.app..")
        .check(ALL);
  }

  @Test
  void onlyTheMainPackageImportsTheCommandLine() {
    classes()
        .that()
        .resideInAPackage("io.heddle.app.cli..")
        .should()
        .onlyBeAccessed()
        .byAnyPackage("io.heddle.app", "io.heddle.app.cli..")
        .check(ALL);
  }

  @Test
  void theCommandLineKnowsNoRoutesAndNoLogs() {
    noClasses()
        .that()
        .resideInAPackage("io.heddle.app.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.heddle.app",
            "io.heddle.app.routes..",
            "io.heddle.app.log..",
            "io.heddle.exchange..",
            "io.heddle.http1..")
        .check(ALL);
  }

  @Test
  void routesKnowNeitherConnectionsNorEngines() {
    classes()
        .that()
        .resideInAPackage("io.heddle.app.routes..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson.core..",
            "io.heddle.http",
            "io.heddle.routing",
            "io.heddle.content",
            "io.heddle.filter",
            "io.heddle.session",
            "io.heddle.proxy",
            "io.heddle.store",
            "io.heddle.app.json",
            "io.heddle.app.resources",
            "io.heddle.app.upload",
            "io.heddle.app.cgi",
            "io.heddle.app.routes",
            "io.heddle.app.metrics")
        .check(ALL);
  }

  @Test
  void configurationFilesAreReadWithoutTheCommandLine() {
    classes()
        .that()
        .resideInAPackage("io.heddle.app.config..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.typesafe.config..",
            "picocli..",
            "io.heddle.http",
            "io.heddle.routing",
            "io.heddle.content",
            "io.heddle.session",
            "io.heddle.store",
            "io.heddle.engine.tls",
            "io.heddle.proxy",
            "io.heddle.app.values",
            "io.heddle.app.tls",
            "io.heddle.app.session",
            "io.heddle.app.login",
            "io.heddle.app.cgi",
            "io.heddle.app.rewrite",
            "io.heddle.app.config")
        .check(ALL);
  }

  @Test
  void virtualServersKnowNeitherConnectionsNorTheCommandLine() {
    classes()
        .that()
        .resideInAPackage("io.heddle.app.sites..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "io.heddle.http",
            "io.heddle.routing",
            "io.heddle.content",
            "io.heddle.filter",
            "io.heddle.session",
            "io.heddle.store",
            "io.heddle.app.metrics",
            "io.heddle.app.routes",
            "io.heddle.app.config",
            "io.heddle.app.login",
            "io.heddle.app.cgi",
            "io.heddle.app.rewrite",
            "io.heddle.app.resources",
            "io.heddle.app.sites")
        .check(ALL);
  }

  @Test
  void scriptsKnowNeitherConnectionsNorConfiguration() {
    classes()
        .that()
        .resideInAPackage("io.heddle.app.cgi..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java..",
                    "javax.security.auth.x500",
                    "org.jspecify..",
                    "io.heddle.http",
                    "io.heddle.content",
                    "io.heddle.app.resources",
                    "io.heddle.app.login",
                    "io.heddle.app.cgi")
                // for logs
                .or(equivalentTo(CurrentRequest.class)))
        .check(ALL);
  }

  @Test
  void onlyLoginsUseALibraryForPasswords() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.heddle.app.login..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("at.favre..")
        .check(ALL);
  }

  @Test
  void onlySessionsUseAClientOfRedis() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.heddle.app.session..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("redis.clients..", "org.apache.commons.pool2..")
        .check(ALL);
  }

  @Test
  void loginsKnowNeitherConnectionsNorRoutes() {
    classes()
        .that()
        .resideInAPackage("io.heddle.app.login..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "at.favre..",
            "com.github.benmanes.caffeine.cache..",
            "com.samskivert.mustache..",
            "io.heddle.http",
            "io.heddle.filter",
            "io.heddle.session",
            "io.heddle.app.upload",
            "io.heddle.app.login")
        .check(ALL);
  }

  @Test
  void rewritingKnowsOnlyRequestsAndALibraryForExpressions() {
    classes()
        .that()
        .resideInAPackage("io.heddle.app.rewrite..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.google.re2j..",
            "io.heddle.http",
            "io.heddle.app.rewrite")
        .check(ALL);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.heddle.app.rewrite..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.re2j..")
        .check(ALL);
  }

  @Test
  void onlyUploadsUseALibraryForForms() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.heddle.app.upload..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.commons.fileupload2..", "org.apache.commons.io..")
        .check(ALL);
  }

  @Test
  void uploadsKnowNeitherConnectionsNorRoutes() {
    classes()
        .that()
        .resideInAPackage("io.heddle.app.upload..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "org.apache.commons..",
            "com.fasterxml.jackson.core..",
            "io.heddle.http",
            "io.heddle.store",
            "io.heddle.app.json",
            "io.heddle.app.upload")
        .check(ALL);
  }

  @Test
  void jsonKnowsOnlyContent() {
    classes()
        .that()
        .resideInAPackage("io.heddle.app.json..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson.core..",
            "io.heddle.http",
            "io.heddle.app.json")
        .check(ALL);
  }

  @Test
  void logsKnowOnlyTheProtocol() {
    classes()
        .that()
        .resideInAPackage("io.heddle.app.log..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson.core..",
            "io.heddle.http",
            "io.heddle.connection",
            "io.heddle.exchange",
            "io.heddle.app.log")
        .check(ALL);
  }

  @Test
  void onlyMetricsUsesAMetricsLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.heddle.app.metrics..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..", "io.prometheus.metrics.core..")
        .check(ALL);
  }

  @Test
  void adminPagesKnowNeitherConnectionsNorEngines() {
    noClasses()
        .that()
        .resideInAPackage("io.heddle.app.admin..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.heddle.connection..",
            "io.heddle.engine..",
            "io.heddle.app",
            "io.heddle.app.cli..",
            "io.heddle.app.metrics..",
            "io.heddle.app.log..")
        .check(ALL);
  }

  @Test
  void theLoadGeneratorKnowsOnlyTheCodec() {
    classes()
        .that()
        .resideInAPackage("io.heddle.app.study.load..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "com.sun.management",
            "org.jspecify..",
            "com.fasterxml.jackson..",
            "org.HdrHistogram",
            "io.heddle.http",
            "io.heddle.codec",
            "io.heddle.app.study.load")
        .check(ALL);
  }

  @Test
  void theClientKnowsNoServer() {
    classes()
        .that()
        .resideInAPackage("io.heddle.app.client..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net.ssl",
            "org.jspecify..",
            "picocli",
            "io.heddle.http",
            "io.heddle.connection",
            "io.heddle.codec",
            "io.heddle.client",
            "io.heddle.app.command",
            "io.heddle.app.client")
        .check(ALL);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("io.heddle.(**)").should().beFreeOfCycles().check(ALL);
  }
}
