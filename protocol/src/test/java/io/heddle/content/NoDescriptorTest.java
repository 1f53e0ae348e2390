package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.HeadOf;
import io.heddle.http.HttpException;
import io.heddle.http.Response;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests for files and lists in a process that runs out of file descriptors. */
class NoDescriptorTest {
  private static final int DESCRIPTORS = 100;

  @TempDir private Path directory;

  @Test
  void answers503AsLongAsNoFileCanBeOpened() throws Exception {
    Files.writeString(directory.resolve("file.txt"), "content");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -n " + DESCRIPTORS + "; exec \"$@\"",
                "bash",
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-MaxFDLimit",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    List<String> output = process.inputReader().lines().toList();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(output)
        .containsExactly(
            "200",
            "200",
            "404 no such file",
            "503 the server has too many open files",
            "503 the server has too many open files",
            "200",
            "200");
  }

  /** The program of that process. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
      Path directory = Path.of(args[0]);
      // without a cache, which would keep the file once it is old enough
      StaticFiles files =
          new StaticFiles(
              StaticFilesConfig.of(directory).withListing(true).withCache(new FileCache(0, 1)),
              InstantSource.system());
      // these requests load the classes that are needed once no descriptor is left
      String found = get(files, "/file.txt");
      String list = get(files, "/");
      String missing = get(files, "/none.txt");
      List<FileChannel> taken = takeAll(directory.resolve("file.txt"));
      String refused = get(files, "/file.txt");
      String refusedList = get(files, "/");
      for (FileChannel channel : taken) {
        channel.close();
      }
      String again = get(files, "/file.txt");
      String listAgain = get(files, "/");
      System.out.println(
          String.join("\n", found, list, missing, refused, refusedList, again, listAgain));
    }

    private static List<FileChannel> takeAll(Path file) throws IOException {
      List<FileChannel> taken = new ArrayList<>();
      try {
        while (taken.size() < DESCRIPTORS) {
          taken.add(FileChannel.open(file));
        }
      } catch (FileSystemException e) {
        return taken;
      }
      throw new IOException("the descriptors do not run out");
    }

    private static String get(StaticFiles files, String target) throws IOException {
      try {
        Response response = files.handle(HeadOf.get(target).request());
        response.body().close();
        return Integer.toString(response.status().code());
      } catch (HttpException e) {
        return e.status().code() + " " + e.reason();
      }
    }
  }
}
