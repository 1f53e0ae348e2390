package io.heddle.proxy;

import io.heddle.codec.Framing;
import io.heddle.codec.RequestWriter;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Method;
import io.heddle.http.RequestHead;
import io.heddle.http.Version;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes the heads of requests to other servers: from the parsed values of the client's request,
 * never from its bytes.
 */
final class RequestHeads {
  private static final HeaderName FORWARDED = HeaderName.of("Forwarded");
  private static final HeaderName FORWARDED_FOR = HeaderName.of("X-Forwarded-For");
  private static final HeaderName FORWARDED_HOST = HeaderName.of("X-Forwarded-Host");
  private static final HeaderName FORWARDED_PROTO = HeaderName.of("X-Forwarded-Proto");

  /** The name of this server in Via fields. */
  private static final String PSEUDONYM = "heddle";

  private static final Field VIA_1_1 = Field.of(HeaderName.VIA, "1.1 " + PSEUDONYM);
  private static final Field VIA_1_0 = Field.of(HeaderName.VIA, "1.0 " + PSEUDONYM);

  /** Fields that are written again, or that concern this server only. */
  private static final Set<HeaderName> OWN =
      Set.of(
          HeaderName.EXPECT,
          HeaderName.HOST,
          FORWARDED,
          FORWARDED_FOR,
          FORWARDED_HOST,
          FORWARDED_PROTO);

  private final ProxyRules rules;

  RequestHeads(ProxyRules rules) {
    this.rules = rules;
  }

  /** The field that says through which servers a message has come. */
  static Field via(Version received) {
    return received == Version.HTTP_1_0 ? VIA_1_0 : VIA_1_1;
  }

  /**
   * The head of the request to a server.
   *
   * @param headers of the client, as filters have left them
   * @param server writes what is sent to the server
   */
  byte[] head(RequestHead head, Headers headers, Framing framing, RequestWriter server) {
    boolean keepsHost = rules.keepsHost() && !head.authority().isEmpty();
    RequestWriter writer = keepsHost ? new RequestWriter(head.authority()) : server;
    return writer.head(
        head.method().name(),
        target(head),
        fields(head, headers),
        announced(head.method(), framing),
        false);
  }

  /** RFC 9110 section 8.6: where content is usual, its absence is announced. */
  private static Framing announced(Method method, Framing framing) {
    boolean isUsual = method == Method.POST || method == Method.PUT || method == Method.PATCH;
    return isUsual && framing instanceof Framing.None ? new Framing.Length(0) : framing;
  }

  private String target(RequestHead head) {
    String path = rules.path(head.path().toString());
    return head.query().map(query -> path + "?" + query).orElse(path);
  }

  private static List<Field> fields(RequestHead head, Headers headers) {
    List<Field> fields = HopByHop.without(headers, OWN);
    MaxForwards.of(head.method(), headers)
        .ifPresent(
            count -> {
              fields.removeIf(field -> field.name().equals(MaxForwards.NAME));
              fields.add(Field.of(MaxForwards.NAME, Integer.toString(count - 1)));
            });
    String authority = head.authority();
    InetAddress address = head.connection().peer().getAddress();
    String node = text(address);
    fields.add(added(headers.all(FORWARDED_FOR), FORWARDED_FOR, node));
    fields.add(Field.of(FORWARDED_PROTO, head.client().scheme()));
    if (!authority.isEmpty()) {
      fields.add(Field.of(FORWARDED_HOST, authority));
    }
    String element = forwarded(node, authority, head.connection().scheme());
    List<String> before = headers.all(FORWARDED);
    boolean isClear = before.stream().allMatch(RequestHeads::isClosed);
    fields.add(added(isClear ? before : List.of(), FORWARDED, element));
    fields.add(via(head.version()));
    return fields;
  }

  /** The list of a client, or of proxies before this one, with one more element. */
  private static Field added(List<String> before, HeaderName name, String element) {
    if (before.isEmpty()) {
      return Field.of(name, element);
    }
    List<String> elements = new ArrayList<>(before);
    elements.removeIf(String::isBlank);
    elements.add(element);
    return Field.of(name, String.join(", ", elements));
  }

  /** Whether its quoted strings end, so that what follows is not taken for a part of one. */
  private static boolean isClosed(String list) {
    boolean isQuoted = false;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == '\\') {
        if (!isQuoted) {
          return false;
        }
        // the next character stands for itself
        i++;
      }
    }
    return !isQuoted;
  }

  /** RFC 7239 section 4. */
  private static String forwarded(String text, String authority, String scheme) {
    String node = text.indexOf(':') >= 0 ? "\"[" + text + "]\"" : text;
    String host = authority.isEmpty() ? "" : ";host=\"" + authority + "\"";
    return "for=" + node + host + ";proto=" + scheme;
  }

  /** The address without the name of an interface. */
  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
