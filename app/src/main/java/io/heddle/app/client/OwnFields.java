package io.heddle.app.client;

import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The header fields that the user has written. Some of them say how a request is sent. */
final class OwnFields {
  static final HeaderName AUTHORIZATION = HeaderName.of("Authorization");

  private static final String CLOSE = "close";
  private static final String KEEP_ALIVE = "keep-alive";
  private static final String REMOVED = "";
  private static final Set<String> CONNECTIONS = Set.of(CLOSE, KEEP_ALIVE, REMOVED);

  private final List<Field> fields = new ArrayList<>();
  private final Set<HeaderName> named = new HashSet<>();
  private @Nullable String host;
  private @Nullable String connection;
  private boolean isChunked;

  private OwnFields() {}

  /**
   * Reads fields.
   *
   * @throws TransferException when one of them cannot be sent
   */
  static OwnFields of(List<String> texts) throws TransferException {
    OwnFields own = new OwnFields();
    for (String text : texts) {
      try {
        own.take(text);
      } catch (IllegalArgumentException e) {
        throw wrong(text, String.valueOf(e.getMessage()));
      }
    }
    return own;
  }

  private void take(String text) throws TransferException {
    int colon = text.indexOf(':');
    if (colon < 0 && text.endsWith(";")) {
      add(HeaderName.of(text.substring(0, text.length() - 1)), "");
      return;
    }
    if (colon <= 0) {
      throw wrong(text, "write a name and a value, such as 'Accept: text/plain'");
    }
    HeaderName name = HeaderName.of(text.substring(0, colon));
    String value = text.substring(colon + 1).strip();
    named.add(name);
    takeValue(text, name, value);
  }

  private void takeValue(String text, HeaderName name, String value) throws TransferException {
    if (name.equals(HeaderName.HOST)) {
      host = value;
    } else if (name.equals(HeaderName.CONNECTION)) {
      if (!CONNECTIONS.contains(value)) {
        throw wrong(text, "write close or keep-alive, or use --raw");
      }
      connection = value;
    } else if (name.equals(HeaderName.TRANSFER_ENCODING) && value.equals("chunked")) {
      isChunked = true;
    } else if (name.equals(HeaderName.TRANSFER_ENCODING)
        || name.equals(HeaderName.CONTENT_LENGTH)) {
      throw wrong(text, "the client delimits the content itself: remove it, or use --raw");
    } else if (!value.isEmpty()) {
      add(name, value);
    }
  }

  private void add(HeaderName name, String value) {
    named.add(name);
    fields.add(Field.of(name, value));
  }

  private static TransferException wrong(String text, String remedy) {
    return ClientOptions.wrong("invalid --header=" + text + ": " + remedy);
  }

  /** Adds a field that is sent unless the user has written or removed it. */
  void addUsual(List<Field> all, HeaderName name, String value) {
    if (!named.contains(name)) {
      all.add(Field.of(name, value));
    }
  }

  /** The fields that are sent as they are. */
  List<Field> fields() {
    return fields;
  }

  /** The value of Host, empty if the field is removed; absent if the user does not say. */
  Optional<String> host() {
    return Optional.ofNullable(host);
  }

  /**
   * Whether the server is asked to close the connection; empty if the user does not say. Without a
   * field, that is what the version implies.
   */
  Optional<Boolean> closes(Version version) {
    return Optional.ofNullable(connection)
        .map(value -> value.isEmpty() ? version == Version.HTTP_1_0 : value.equals(CLOSE));
  }

  /** Whether content is sent in chunks even if its length is known. */
  boolean isChunked() {
    return isChunked;
  }
}
