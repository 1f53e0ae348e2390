package io.heddle.app.cli;

import static io.heddle.app.cli.Options.DEFAULT;

import io.heddle.app.values.NetworkConverter;
import io.heddle.http.Network;
import io.heddle.http.Networks;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options for proxies in front of the server, which know the clients. */
public final class ForwardingOptions {
  /** The fields in which proxies name the client. */
  public enum Form {
    x_forwarded_for("x-forwarded-for"),
    forwarded("forwarded");

    private final String text;

    Form(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final String TRUSTED = "--trusted-proxies";
  private static final String FIELD = "--forwarded-field";
  private static final String PROXY_PROTOCOL = "--proxy-protocol";

  @Option(
      names = TRUSTED,
      paramLabel = "NETWORK",
      split = ",",
      converter = NetworkConverter.class,
      description =
          "Addresses of proxies that are believed when they say who the client is, such as"
              + " 10.0.0.0/8,::1. Logs, limits and redirects then refer to that client.")
  private List<Network> trusted = List.of();

  @Option(
      names = FIELD,
      paramLabel = "FIELD",
      converter = FormConverter.class,
      description = {
        "Where these proxies name the client: x-forwarded-for (and X-Forwarded-Proto), or forwarded"
            + " (RFC 7239). They must set the field, or remove what a client sends.",
        DEFAULT
      })
  private Form form = Form.x_forwarded_for;

  @Option(
      names = PROXY_PROTOCOL,
      fallbackValue = "true",
      description =
          "Expect the PROXY protocol (version 1 or 2) on each connection, from trusted proxies only.")
  private boolean proxyProtocol;

  @Option(
      names = "--request-id",
      fallbackValue = "true",
      description =
          "Send the id that a request has in the logs in X-Request-Id, and use the id that a trusted"
              + " proxy sends in it.")
  private boolean requestId;

  ForwardingOptions() {}

  /** Rejects options that need a trusted proxy. */
  void check(Predicate<String> isSet) {
    if (!trusted.isEmpty()) {
      return;
    }
    String useless = proxyProtocol ? PROXY_PROTOCOL : FIELD;
    if (isSet.test(useless)) {
      throw new WrongValue(
          "no proxy is trusted: add " + TRUSTED + ", or remove this option", useless);
    }
  }

  /** Removes values that have no effect. */
  void describe(Map<String, String> values) {
    if (trusted.isEmpty()) {
      values.remove(TRUSTED.substring(2));
      values.remove(FIELD.substring(2));
    }
  }

  /** Where proxies are that are believed. */
  public Networks trusted() {
    return new Networks(trusted);
  }

  /** Where they name the client. */
  public Form form() {
    return form;
  }

  /** Whether connections to the addresses of the options begin with a PROXY header. */
  public boolean proxyProtocol() {
    return proxyProtocol;
  }

  /** Whether ids of requests are taken from proxies, and sent to clients. */
  public boolean requestId() {
    return requestId;
  }

  /** Reads the name of a field, in any case. */
  static final class FormConverter implements ITypeConverter<Form> {
    FormConverter() {}

    @Override
    public Form convert(String text) {
      for (Form form : Form.values()) {
        if (form.text.equalsIgnoreCase(text)) {
          return form;
        }
      }
      throw new TypeConversionException("write x-forwarded-for or forwarded");
    }
  }
}
