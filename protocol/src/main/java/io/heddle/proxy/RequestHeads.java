package io.heddle.proxy;

import io.heddle.codec.Framing;
import io.heddle.codec.RequestWriter;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Method;
import io.heddle.http.RequestHead;
import io.heddle.http.Version;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
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

  private static final int IPV4_BYTES = 4;

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
    return Field.of(HeaderName.VIA, (received == Version.HTTP_1_0 ? "1.0 " : "1.1 ") + PSEUDONYM);
  }

  /**
   * The head of the request to a server.
   *
   * @param headers of the client, as filters have left them
   * @param authority of the server
   */
  byte[] head(RequestHead head, Headers headers, Framing framing, String authority) {
    boolean keepsHost = rules.keepsHost() && !head.authority().isEmpty();
    return new RequestWriter(keepsHost ? head.authority() : authority)
        .head(
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
    Set<HeaderName> dropped = new HashSet<>(HopByHop.in(headers));
    dropped.addAll(OWN);
    OptionalInt maxForwards = MaxForwards.of(head.method(), headers);
    if (maxForwards.isPresent()) {
      dropped.add(MaxForwards.NAME);
    }
    List<Field> fields = new ArrayList<>(headers.size() + 5);
    headers.forEach(
        (name, value) -> {
          HeaderName known = HeaderName.of(name);
          if (!dropped.contains(known)) {
            fields.add(Field.of(known, value));
          }
        });
    maxForwards.ifPresent(
        count -> fields.add(Field.of(MaxForwards.NAME, Integer.toString(count - 1))));
    ConnectionInfo client = head.connection();
    InetAddress address = client.peer().getAddress();
    fields.add(added(headers, FORWARDED_FOR, text(address)));
    fields.add(Field.of(FORWARDED_PROTO, head.client().scheme()));
    if (!head.authority().isEmpty()) {
      fields.add(Field.of(FORWARDED_HOST, head.authority()));
    }
    fields.add(added(headers, FORWARDED, forwarded(address, head)));
    fields.add(via(head.version()));
    return fields;
  }

  /** The list of a client, or of proxies before this one, with one more element. */
  private static Field added(Headers headers, HeaderName name, String element) {
    List<String> elements = new ArrayList<>(headers.all(name));
    elements.removeIf(String::isBlank);
    elements.add(element);
    return Field.of(name, String.join(", ", elements));
  }

  /** RFC 7239 section 4. */
  private static String forwarded(InetAddress address, RequestHead head) {
    String node = isLong(address) ? "\"[" + text(address) + "]\"" : text(address);
    String host = head.authority().isEmpty() ? "" : ";host=\"" + head.authority() + "\"";
    return "for=" + node + host + ";proto=" + head.connection().scheme();
  }

  /** Whether it is an address of IPv6. */
  private static boolean isLong(InetAddress address) {
    return address.getAddress().length > IPV4_BYTES;
  }

  /** The address without the name of an interface. */
  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
