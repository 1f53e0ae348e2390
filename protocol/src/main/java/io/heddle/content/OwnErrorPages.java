package io.heddle.content;

import io.heddle.http.Body;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.ErrorPages;
import io.heddle.http.Field;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Error pages from files, which are read once. */
public final class OwnErrorPages implements ErrorPages {
  /** More does not belong in memory. */
  private static final long MAX_PAGE_BYTES = 1 << 20;

  private record Page(Field type, Body body) {}

  private final Map<Integer, Page> pages = new HashMap<>();
  private final ErrorPages others;

  /**
   * Reads the files.
   *
   * @param files by status; the keys 4 and 5 are for all statuses from 400 and 500 without their
   *     own
   * @param others the pages for other errors
   * @throws IOException when a file cannot be read, or is larger than 1 MiB
   */
  public OwnErrorPages(Map<Integer, Path> files, ErrorPages others) throws IOException {
    for (Map.Entry<Integer, Path> entry : files.entrySet()) {
      pages.put(entry.getKey(), read(entry.getValue()));
    }
    this.others = others;
  }

  /**
   * Checks whether a file can be an error page.
   *
   * @throws IOException when it is larger than 1 MiB; the message says so
   */
  public static void check(Path file) throws IOException {
    if (Files.size(file) > MAX_PAGE_BYTES) {
      throw new IOException(file + " is larger than 1 MiB, which is too much for an error page");
    }
  }

  private static Page read(Path file) throws IOException {
    check(file);
    String name = String.valueOf(file.getFileName());
    return new Page(
        MediaTypes.STANDARD.ofFileName(name).field(), new Body.Bytes(Files.readAllBytes(file)));
  }

  @Override
  public Response page(Response error, Optional<RequestHead> head, ConnectionInfo connection) {
    int code = error.status().code();
    @Nullable Page own = pages.get(code);
    Page page = own != null ? own : pages.get(code / 100);
    return page == null
        ? others.page(error, head, connection)
        : error.replace(page.type).with(page.body);
  }
}
