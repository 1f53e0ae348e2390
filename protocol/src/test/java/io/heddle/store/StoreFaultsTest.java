package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.HttpException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFaultsTest {
  private static void assertStatus(int status, IOException failure) {
    assertThatThrownBy(() -> StoreFaults.translated(failure))
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status().code()).isEqualTo(status));
  }

  /** ENOSPC, EDQUOT and EFBIG, when a file is written and when a name is made. */
  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "Disk quota exceeded", "File too large"})
  void aLackOfRoomIsToldToTheClient(String reason) {
    assertStatus(507, new IOException(reason));
    assertStatus(507, new FileSystemException("file", "other", reason));
  }

  @Test
  void aLackOfPermissionIsToldToTheClient() {
    assertStatus(403, new AccessDeniedException("file"));
  }

  /** EPERM and EROFS. */
  @ParameterizedTest
  @ValueSource(strings = {"Operation not permitted", "Read-only file system"})
  void whatNobodyMayChangeIsToldToTheClient(String reason) {
    assertStatus(403, new IOException(reason));
    assertStatus(403, new FileSystemException("file", "other", reason));
  }

  /** A refusal of the kernel, in the language of this process. */
  @Test
  void whatTheKernelForbidsIsToldToTheClient() {
    Path fixed = Path.of("/proc/self/status");
    assertThatThrownBy(() -> Files.setPosixFilePermissions(fixed, Set.of()))
        .isInstanceOfSatisfying(FileSystemException.class, e -> assertStatus(403, e));
  }

  @Test
  void otherFailuresAreFaultsOfTheServer() {
    IOException fault = new IOException("Input/output error");
    assertThat(StoreFaults.translated(fault)).isSameAs(fault);
  }
}
