package io.heddle.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The order of the packages, and what none of them may use. */
class PackagesTest {
  private static final String ROOT = "io.heddle.";

  /** The permitted uses of Thread: choosing a stripe, and handling the interrupt flag. */
  private static final Set<String> HARMLESS =
      Set.of("currentThread", "threadId", "interrupted", "isInterrupted", "interrupt");

  private static JavaClasses ours = new ClassFileImporter().importClasses();

  @BeforeAll
  static void readClasses() {
    ours =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.heddle");
  }

  /** Earlier packages are ours, unless they have a dot. */
  private static void assertImportsOnly(String name, String... earlier) {
    String[] allowed = new String[earlier.length + 3];
    allowed[0] = ROOT + name;
    allowed[1] = "java..";
    allowed[2] = "org.jspecify..";
    for (int i = 0; i < earlier.length; i++) {
      allowed[i + 3] = earlier[i].contains(".") ? earlier[i] : ROOT + earlier[i];
    }
    classes()
        .that(resideInAPackage(ROOT + name))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed))
        .check(ours);
  }

  @Test
  void httpImportsNothingOfOurs() {
    assertImportsOnly("http");
  }

  @Test
  void connectionImportsHttp() {
    assertImportsOnly("connection", "http");
  }

  @Test
  void codecImportsHttpAndConnection() {
    assertImportsOnly("codec", "http", "connection");
  }

  @Test
  void clientImportsTheCodecAndAllBeforeIt() {
    assertImportsOnly("client", "http", "connection", "codec");
  }

  @Test
  void exchangeImportsHttpAndConnection() {
    assertImportsOnly("exchange", "http", "connection");
  }

  @Test
  void http1ImportsAllBeforeIt() {
    assertImportsOnly("http1", "http", "connection", "codec", "exchange");
  }

  @Test
  void proxyImportsTheCodecAndAllBeforeIt() {
    assertImportsOnly("proxy", "http", "connection", "codec");
  }

  @Test
  void filterImportsHttpAndALibraryForCaches() {
    assertImportsOnly("filter", "http", "com.github.benmanes.caffeine.cache");
  }

  @Test
  void sessionImportsHttpAndALibraryForCaches() {
    assertImportsOnly("session", "http", "com.github.benmanes.caffeine.cache");
  }

  @Test
  void routingImportsHttp() {
    assertImportsOnly("routing", "http");
  }

  @Test
  void storeImportsHttp() {
    assertImportsOnly("store", "http");
  }

  @Test
  void contentImportsHttpAndStoreAndALibraryForCaches() {
    assertImportsOnly("content", "http", "store", "com.github.benmanes.caffeine.cache");
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.heddle.(*)..").should().beFreeOfCycles().check(ours);
  }

  @Test
  void noPackageOpensASocket() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.nio.channels")
                .and(isNotNamed("java.nio.channels.FileChannel"))
                .and(isNotNamed("java.nio.channels.FileChannel$MapMode"))
                .and(isNotNamed("java.nio.channels.FileLock"))
                .and(isNotNamed("java.nio.channels.OverlappingFileLockException"))
                .and(isNotNamed("java.nio.channels.SeekableByteChannel"))
                .and(isNotNamed("java.nio.channels.ClosedByInterruptException"))
                .as("reside in java.nio.channels, but for files"))
        .orShould()
        .dependOnClassesThat(
            resideInAnyPackage("java.net..", "javax.net..")
                .and(isNotNamed("java.net.InetAddress"))
                .and(isNotNamed("java.net.InetSocketAddress"))
                .and(isNotNamed("java.net.SocketTimeoutException"))
                .as("reside in java.net, but for addresses and the failure of a wire"))
        .check(ours);
  }

  /** Writers of the same file wait for each other, on threads that may wait for the disk anyway. */
  @Test
  void onlyStoreHasLocks() {
    noClasses()
        .that(not(resideInAPackage(ROOT + "store")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent.locks..")
        .check(ours);
  }

  @Test
  void noPackageStartsOrBlocksAThread() {
    noClasses()
        .should()
        .accessTargetWhere(
            describe(
                "Thread but for " + HARMLESS,
                (JavaAccess<?> access) ->
                    access.getTargetOwner().isEquivalentTo(Thread.class)
                        && !HARMLESS.contains(access.getName())))
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent")
        .orShould()
        .callMethod(Object.class, "wait")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .check(ours);
  }

  @Test
  void noPackageSynchronizes() {
    noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).check(ours);
  }

  @Test
  void nothingIsExtendedButFailuresAndStreams() {
    classes()
        .should(
            ArchCondition.from(
                describe(
                    "extend Object, a failure or a stream",
                    c -> c.getRawSuperclass().map(PackagesTest::mayBeExtended).orElse(true))))
        .check(ours);
  }

  private static boolean mayBeExtended(JavaClass parent) {
    return parent.isEquivalentTo(Object.class)
        || parent.isEquivalentTo(Enum.class)
        || parent.isEquivalentTo(Record.class)
        || parent.isEnum()
        || parent.isAssignableTo(Throwable.class)
        || parent.isEquivalentTo(InputStream.class)
        || parent.isEquivalentTo(OutputStream.class);
  }

  private static DescribedPredicate<JavaClass> isNotNamed(String name) {
    return describe("is not " + name, c -> !c.getName().equals(name));
  }
}
