package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.heddle.engine.Engine;
import io.heddle.http1.Http1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What programs that embed Heddle can use: the public types of the packages that a module exports.
 * A type that is added here is one that cannot be changed freely any more.
 */
final class ExportsTest {
  /** Where a type's module is: a folder or a jar. */
  private static Path place(Class<?> type) {
    String place = type.getProtectionDomain().getCodeSource().getLocation().toString();
    return Path.of(URI.create(place));
  }

  private static ModuleDescriptor module(Class<?> type) {
    return ModuleFinder.of(place(type)).findAll().iterator().next().descriptor();
  }

  /** The reactor has folders in the test phase, and jars when it packages. */
  private static JavaClasses classes(Path place) {
    ClassFileImporter importer = new ClassFileImporter();
    if (Files.isDirectory(place)) return importer.importPath(place);
    try (JarFile jar = new JarFile(place.toFile())) {
      return importer.importJar(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The simple names of the public types by the packages that a module exports. */
  private static Map<String, List<String>> exported(Class<?> type) {
    Map<String, List<String>> types =
        classes(place(type)).stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName,
                    TreeMap::new,
                    Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
    Map<String, List<String>> exported = new TreeMap<>();
    for (ModuleDescriptor.Exports exports : module(type).exports()) {
      if (exports.isQualified()) {
        assertThat(exports.targets()).as("%s", exports).containsExactly("io.heddle.app");
        continue;
      }
      exported.put(
          exports.source(),
          types.getOrDefault(exports.source(), List.of()).stream().sorted().toList());
    }
    return exported;
  }

  private static List<String> words(String text) {
    return List.of(text.split("\\s+"));
  }

  @Test
  void protocolExportsItsApi() {
    assertThat(exported(Http1.class))
        .containsExactly(
            Map.entry(
                "io.heddle.connection",
                words(
                    """
                    Answer Caller Connection Driver Line NoSocketException Outbound Phase Protocol Pulse Relay Step \
                    Timeouts Wire""")),
            Map.entry(
                "io.heddle.content",
                words(
                    """
                    FieldRules FileCache FileFields HtmlErrorPages MediaTypes OwnErrorPages PathGlob PathRules \
                    Redirect StaticFiles StaticFilesConfig WelcomePage""")),
            Map.entry(
                "io.heddle.exchange",
                words("Call CurrentRequest Exchange Forwarding Observer Service Settings")),
            Map.entry(
                "io.heddle.filter",
                words(
                    """
                    AddedFields ByteRanges Compression ConditionalRequests CrossSiteRequests \
                    DecodedRequests RequestRate StrictTransport""")),
            Map.entry(
                "io.heddle.http",
                words(
                    """
                    Accepted AddressText Ascii Attribute Blocking Body Budget CachedContent ClientInfo ClientKey CodingPreference CodingPreferences ConnectionInfo ContentCoding \
                    EntityTag ErrorPages Field \
                    Filter Handler HeaderName Headers HttpDate HttpException Limits MediaType Method Network Networks \
                    Octets PercentEncoding Preconditions PreparingHandler Request RequestBody RequestHead RequestId \
                    Response Route SelectiveFilter SharedResource Site Status TlsInfo Validators Version""")),
            Map.entry("io.heddle.http1", words("Http1")),
            Map.entry("io.heddle.proxy", words("Balance Proxy ProxyRules Upstream UpstreamLimits")),
            Map.entry(
                "io.heddle.routing",
                words("HostNames Locations PathPattern RouteOptions Router SiteProvider")),
            Map.entry(
                "io.heddle.session",
                words(
                    """
                    Cookies MemorySessions SameSite Session SessionChanges SessionId SessionLimits \
                    SessionStore Sessions SetCookie WithheldCookies""")),
            Map.entry(
                "io.heddle.store",
                words(
                    """
                    Batch Draft FileFacts FilePath FileStore FileTag Folder StoreLimits StoredFiles \
                    TooManyOpenFilesException""")));
  }

  @Test
  void enginesExportEachEngineAndWhatAnotherOneNeeds() {
    assertThat(exported(Engine.class))
        .containsExactly(
            Map.entry(
                "io.heddle.engine",
                words(
                    """
                    Admission ClientLimit ConnectionCount Deadline Engine EngineConfig EngineObserver \
                    Intermission Layer Lifecycle Listener ListenerConfig Listeners Meter \
                    OutboundSocket Pause PhaseCount Probe SocketWire Trouble""")),
            Map.entry("io.heddle.engine.blocking", words("BlockingEngine ThreadKind")),
            Map.entry("io.heddle.engine.eventloop", words("EventLoopEngine Workers")),
            Map.entry("io.heddle.engine.proxyprotocol", words("ProxyProtocol")),
            Map.entry("io.heddle.engine.tls", words("ClientAuth ServerCertificate Tls TlsConfig")));
  }

  @Test
  void theProgramExportsNothing() {
    assertThat(module(Main.class).exports()).isEmpty();
  }

  /** At run time the library needs the JDK's base module, and Caffeine for the files it keeps. */
  @Test
  void theLibraryRequiresLittle() {
    for (Class<?> type : List.of(Http1.class, Engine.class)) {
      assertThat(module(type).requires())
          .filteredOn(
              required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
          .extracting(ModuleDescriptor.Requires::name)
          .isSubsetOf("java.base", "io.heddle.protocol", "com.github.benmanes.caffeine");
    }
  }
}
