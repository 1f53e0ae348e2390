package io.heddle.http;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A request head that no client sent. Its path is in normal form, as from the parser. */
public final class HeadOf implements RequestHead {
  private final Method method;
  private final String target;
  private final Octets path;
  private final List<Map.Entry<HeaderName, String>> fields = new ArrayList<>();

  private HeadOf(Method method, String target, Octets path) {
    this.method = method;
    this.target = target;
    this.path = path;
  }

  public static HeadOf get(String target) {
    return of(Method.GET, target);
  }

  public static HeadOf of(Method method, String target) {
    Octets path = rawPath(target);
    boolean normalizes = path.at(0) == '/';
    return new HeadOf(method, target, normalizes ? PercentEncoding.normalizePath(path) : path);
  }

  /** A GET whose path is not normalized, for input that the parser would refuse. */
  public static HeadOf rawGet(String target) {
    return new HeadOf(Method.GET, target, rawPath(target));
  }

  private static Octets rawPath(String target) {
    return Octets.of(target.split("\\?", 2)[0]);
  }

  public HeadOf with(HeaderName name, String value) {
    fields.add(Map.entry(name, value));
    return this;
  }

  /** The request with this head and nothing else. */
  public Request request() {
    return new Request(
        this,
        new Route("test", request -> Response.of(Status.OK)),
        new NoBody(),
        new RequestId(1, 1));
  }

  @Override
  public Method method() {
    return method;
  }

  @Override
  public Version version() {
    return Version.HTTP_1_1;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public Octets path() {
    return path;
  }

  @Override
  public Optional<Octets> query() {
    int mark = target.indexOf('?');
    return mark < 0 ? Optional.empty() : Optional.of(Octets.of(target.substring(mark + 1)));
  }

  @Override
  public String authority() {
    return "localhost";
  }

  @Override
  public ConnectionInfo connection() {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);
    return ConnectionInfo.plain(1, address, address);
  }

  @Override
  public Headers headers() {
    return new Fields(fields);
  }

  private record Fields(List<Map.Entry<HeaderName, String>> entries) implements Headers {
    @Override
    public int size() {
      return entries.size();
    }

    @Override
    public Optional<String> first(HeaderName name) {
      return all(name).stream().findFirst();
    }

    @Override
    public List<String> all(HeaderName name) {
      return entries.stream()
          .filter(f -> f.getKey().equals(name))
          .map(Map.Entry::getValue)
          .toList();
    }

    @Override
    public void forEach(BiConsumer<String, String> visitor) {
      entries.forEach(field -> visitor.accept(field.getKey().toString(), field.getValue()));
    }
  }

  private static final class NoBody implements RequestBody {
    @Override
    public long length() {
      return 0;
    }

    @Override
    public InputStream stream() {
      return InputStream.nullInputStream();
    }

    @Override
    public boolean isClientGone() {
      return false;
    }

    @Override
    public boolean isMalformed() {
      return false;
    }

    @Override
    public Headers trailers() {
      return new Fields(List.of());
    }
  }
}
