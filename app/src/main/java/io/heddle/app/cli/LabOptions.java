package io.heddle.app.cli;

import io.heddle.proxy.Upstream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options for experiments. */
public final class LabOptions {
  private static final String BACKEND = "--lab-backend";

  @Option(
      names = "--lab",
      fallbackValue = "true",
      description = {
        "Serve /plaintext, /json, /bytes?n=, /sleep?ms=, /cpu?us=, /work?wait=&cpu=&bytes= and"
            + " /wait?wait=&bytes= for experiments, and /lab/jvm on the admin port."
      })
  private boolean lab;

  @Option(
      names = BACKEND,
      paramLabel = "HOST:PORT",
      converter = BackendConverter.class,
      description =
          "With --lab, a request for /work that waits is passed on to this server through the"
              + " reverse proxy. That server needs --lab too. Without this option, the handler"
              + " sleeps.")
  private @Nullable Backend backend;

  /** A server, as the user writes it. */
  record Backend(Upstream.Address address) {
    @Override
    public String toString() {
      return address.authority();
    }
  }

  LabOptions() {}

  public boolean isOn() {
    return lab;
  }

  /** The server that answers requests that wait. */
  public Optional<Upstream.Address> backend() {
    return Optional.ofNullable(backend).map(Backend::address);
  }

  void check() {
    if (backend != null && !lab) {
      throw new WrongValue("there is no /work: add --lab, or remove this option", BACKEND);
    }
  }

  /** Reads a host and a port. */
  static final class BackendConverter implements ITypeConverter<Backend> {
    private static final Pattern FORM =
        Pattern.compile("(?<host>[^:\\[\\]/@?#\\s]+|\\[[0-9A-Fa-f:.]+\\]):(?<port>\\d{1,5})");
    private static final int MAX_PORT = 65_535;

    BackendConverter() {}

    @Override
    public Backend convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException("write a host and a port, such as 127.0.0.1:8090");
      }
      int port = Integer.parseInt(form.group("port"));
      if (port < 1 || port > MAX_PORT) {
        throw new TypeConversionException("write a port from 1 to " + MAX_PORT);
      }
      try {
        InetAddress host = InetAddress.getByName(form.group("host"));
        return new Backend(new Upstream.Address(new InetSocketAddress(host, port), text));
      } catch (UnknownHostException e) {
        throw new TypeConversionException("unknown host: write a name or address that exists");
      }
    }
  }
}
