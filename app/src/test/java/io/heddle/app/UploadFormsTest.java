package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Files that arrive with forms, on every engine. */
final class UploadFormsTest {
  private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=b";

  @TempDir Path root;

  private static String file(String name, String content) {
    return "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, content);
  }

  private static String field(String name, String value) {
    return "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, value);
  }

  private static Reply post(Client client, String content, String... fields) throws IOException {
    return client.post("/uploads", content.getBytes(StandardCharsets.UTF_8), fields).read();
  }

  private Program serve(Variant variant, String... options) throws IOException {
    return Program.run(
        variant.words(
            Stream.concat(Stream.of("--uploads=" + root), Stream.of(options))
                .toArray(String[]::new)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @EachEngine
  void filesAreStoredAndListed(Variant variant) throws Exception {
    try (Program program = serve(variant);
        Client client = new Client(program.port())) {
      String form =
          field("title", "Grüße") + file("../a.txt", "one") + file("a.txt", "two!") + file("", "");
      Reply reply = post(client, form + "--b--\r\n", MULTIPART);
      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.field("Content-Type")).hasValue("application/json");
      assertThat(reply.text())
          .isEqualTo(
              """
              {"stored":[\
              {"name":"a.txt","sent_as":"../a.txt","field":"f","bytes":3},\
              {"name":"a-2.txt","sent_as":"a.txt","field":"f","bytes":4}],\
              "fields":[{"name":"title","value":"Grüße"}]}
              """);
      assertThat(root.resolve("a.txt")).hasContent("one");
      assertThat(root.resolve("a-2.txt")).hasContent("two!");
      assertThat(names()).containsExactly("a-2.txt", "a.txt");
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.complaints()).isEmpty();
    }
  }

  @EachEngine
  void fieldsWithoutFilesAreListed(Variant variant) throws Exception {
    try (Program program = serve(variant);
        Client client = new Client(program.port())) {
      Reply reply =
          post(client, "a=1+2&b=%C3%A9&a=&c", "Content-Type: application/x-www-form-urlencoded");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text())
          .isEqualTo(
              """
              {"stored":[],"fields":[{"name":"a","value":"1 2"},{"name":"b","value":"é"},\
              {"name":"a","value":""},{"name":"c","value":""}]}
              """);
    }
  }

  /** Browsers send such a form for an empty FormData. */
  @EachEngine
  void aFormMayBeEmpty(Variant variant) throws Exception {
    try (Program program = serve(variant);
        Client client = new Client(program.port())) {
      for (String content : List.of("--b--", "--b--\r\n")) {
        Reply reply = post(client, content, MULTIPART);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("{\"stored\":[],\"fields\":[]}\n");
      }
    }
  }

  /** A form that is refused, and the reason. */
  private record Refused(int status, String reason, String content, List<String> fields) {
    Refused(int status, String reason, String content) {
      this(status, reason, content, List.of(MULTIPART));
    }

    Refused with(String... others) {
      return new Refused(status, reason, content, List.of(others));
    }
  }

  private static List<Refused> refused() {
    String good = file("a.txt", "one");
    return List.of(
        new Refused(415, "send a form", "{}").with("Content-Type: application/json"),
        new Refused(415, "send a form", "{}").with(),
        new Refused(400, "no boundary", good).with("Content-Type: multipart/form-data"),
        new Refused(403, "other sites", good + "--b--\r\n")
            .with(MULTIPART, "Sec-Fetch-Site: same-site"),
        new Refused(400, "no part", ""),
        new Refused(400, "no part", "junk"),
        new Refused(400, "a part has no end", good),
        new Refused(400, "a part has no end", good.substring(0, good.length() - 4)),
        new Refused(400, "not UTF-8", "a=%FF")
            .with("Content-Type: application/x-www-form-urlencoded"),
        new Refused(413, "at most 100 files", file("a", "").repeat(101) + "--b--\r\n"),
        new Refused(413, "at most 100 fields", field("a", "").repeat(101) + "--b--\r\n"),
        new Refused(413, "at most 300 parts", file("", "").repeat(301) + "--b--\r\n"),
        new Refused(413, "65536 bytes", good + field("a", "x".repeat(70_000)) + "--b--\r\n"),
        new Refused(413, "", file("a", "x".repeat(200_000)) + "--b--\r\n"));
  }

  @EachEngine
  void aFormIsStoredAsAWholeOrNotAtAll(Variant variant) throws Exception {
    try (Program program = serve(variant, "--max-file-bytes=150KiB")) {
      int port = program.port();
      for (Refused form : refused()) {
        try (Client client = new Client(port)) {
          Reply reply = post(client, form.content, form.fields.toArray(String[]::new));
          assertThat(reply.status()).as(reply.text()).isEqualTo(form.status);
          assertThat(reply.text()).contains(form.reason);
        }
      }
      assertThat(names()).isEmpty();
      assertThat(program.errors()).isEmpty();
    }
  }

  @EachEngine
  void thePageIsServed(Variant variant) throws Exception {
    try (Program program = serve(variant);
        Client client = new Client(program.port())) {
      Reply reply = client.ask("GET /uploads").read();
      assertThat(reply.field("Content-Type")).hasValue("text/html; charset=utf-8");
      assertThat(reply.text()).contains("enctype=\"multipart/form-data\"").doesNotContain("://");
    }
  }

  @EachEngine
  void aFormMayHaveTheLastEntry(Variant variant) throws Exception {
    try (Program program = serve(variant, "--max-files=1");
        Client client = new Client(program.port())) {
      String form = file("a.txt", "one") + "--b--\r\n";
      assertThat(post(client, form, MULTIPART).status()).isEqualTo(201);
      assertThat(post(client, form, MULTIPART).status()).isEqualTo(507);
      assertThat(names()).containsExactly("a.txt");
    }
  }

  /** The files of a form that is still arriving. */
  @EachEngine
  void aFormOfManyFilesKeepsFewOpen(Variant variant) throws Exception {
    byte[] form = file("a", "x".repeat(2_000)).repeat(100).getBytes(StandardCharsets.UTF_8);
    byte[] end = "--b--\r\n".getBytes(StandardCharsets.UTF_8);
    try (Program program = serve(variant);
        Client client = new Client(program.port())) {
      assertThat(post(client, file("a", "") + "--b--\r\n", MULTIPART).status()).isEqualTo(201);
      long before = descriptors(program);
      client.ask("POST /uploads", MULTIPART, "Content-Length: " + (form.length + end.length));
      client.send(form);
      while (names().size() < 101) {
        Thread.sleep(5);
      }
      assertThat(descriptors(program) - before).as("files that are open").isLessThan(20);
      Reply reply = client.send(end).read();
      assertThat(reply.status()).as(reply.text()).isEqualTo(201);
      assertThat(names()).hasSize(101).noneMatch(name -> name.startsWith("."));
      assertThat(program.errors()).isEmpty();
    }
  }

  private static long descriptors(Program program) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + program.pid() + "/fd"))) {
      return open.count();
    }
  }

  /** Two folders that are the same are one store: what is uploaded is served at once. */
  @EachEngine
  void uploadsMayBeAmongTheFiles(Variant variant) throws Exception {
    try (Program program = serve(variant, "--files=" + root);
        Client client = new Client(program.port())) {
      assertThat(client.ask("GET /files/a.txt").read().status()).isEqualTo(404);
      assertThat(post(client, file("a.txt", "one") + "--b--\r\n", MULTIPART).status())
          .isEqualTo(201);
      assertThat(client.ask("GET /files/a.txt").read().text()).isEqualTo("one");
    }
  }
}
