package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files and folders that the server has no right to read. */
class PermissionsTest {
  @TempDir private Path root;
  private Path folder = Path.of("");

  @BeforeEach
  void writeFiles() throws IOException {
    folder = Files.createDirectory(root.resolve("docs"));
    Files.writeString(folder.resolve("page.html"), "page");
  }

  /** Otherwise the folder could not be deleted. */
  @AfterEach
  void openFolder() throws IOException {
    permit(folder, "rwx------");
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private int status(Method method, String target) throws Exception {
    return UnprivilegedFiles.status(root, method, target);
  }

  @ParameterizedTest
  @EnumSource(names = {"GET", "HEAD"})
  void refusesFilesItCannotRead(Method method) throws Exception {
    assertThat(status(method, "/docs/page.html")).isEqualTo(200);
    permit(folder.resolve("page.html"), "-wx------");
    assertThat(status(method, "/docs/page.html")).isEqualTo(403);
  }

  @Test
  void refusesFoldersItCannotSearch() throws Exception {
    permit(folder, "rw-------");
    assertThat(status(Method.GET, "/docs/page.html")).isEqualTo(403);
  }

  /** Mode 0711 keeps the names in a folder private, but not the files. */
  @Test
  void servesFilesInFoldersItCanOnlySearch() throws Exception {
    permit(folder, "--x--x--x");
    assertThat(status(Method.GET, "/docs/page.html")).isEqualTo(200);
    assertThat(status(Method.GET, "/docs/none")).isEqualTo(404);
    assertThat(status(Method.GET, "/docs/")).as("the list").isEqualTo(403);
  }
}
