package io.heddle.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which packages may import which. */
class ArchitectureTest {
  private static final String[] PROTOCOL = {
    "io.heddle.http..", "io.heddle.codec..", "io.heddle.connection..", "io.heddle.routing.."
  };
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.heddle");

  @Test
  void enginesNeedOnlyTheProtocolAndTheJdk() {
    classes()
        .that()
        .resideInAPackage("io.heddle.engine..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.heddle.engine..",
            "io.heddle.http..",
            "io.heddle.connection..",
            "java..",
            "javax.net.ssl..",
            "javax.security.auth.x500..",
            "org.jspecify..")
        .check(MAIN);
  }

  @Test
  void protocolKnowsNoEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.heddle.engine..")
        .and()
        .resideInAnyPackage("io.heddle..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.heddle.engine..")
        .check(MAIN);
  }

  @Test
  void protocolKnowsNoSocketAndNoThread() {
    noClasses()
        .that()
        .resideInAnyPackage(PROTOCOL)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.channels.SocketChannel")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.channels.Selector")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.Socket")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent.locks")
        .check(MAIN);
  }

  @Test
  void enginesDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage("io.heddle.engine.eventloop..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.heddle.engine.blocking..")
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage("io.heddle.engine.blocking..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.heddle.engine.eventloop..")
        .check(MAIN);
  }

  @Test
  void sharedCodeKnowsNoEngine() {
    noClasses()
        .that()
        .resideInAPackage("io.heddle.engine")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.heddle.engine.eventloop..", "io.heddle.engine.blocking..", "io.heddle.engine.tls..")
        .check(MAIN);
  }

  @Test
  void enginesAndTlsDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAnyPackage("io.heddle.engine.eventloop..", "io.heddle.engine.blocking..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.heddle.engine.tls..")
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage("io.heddle.engine.tls..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.heddle.engine.eventloop..", "io.heddle.engine.blocking..")
        .check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.heddle.(**)").should().beFreeOfCycles().check(MAIN);
  }
}
