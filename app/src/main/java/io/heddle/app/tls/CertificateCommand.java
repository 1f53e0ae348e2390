package io.heddle.app.tls;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a certificate for trying. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Makes a key and a self-signed certificate, for trying --tls-port. Browsers warn of it;"
          + " curl accepts it with --cacert cert.pem.",
      ""
    })
public final class CertificateCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WRONG_OPTIONS = 2;
  private static final int MAX_DAYS = 3_650;
  private static final Pattern NAME =
      Pattern.compile("(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description =
          "Name or address that it is for, such as example.org, *.example.org or 192.0.2.1."
              + " Repeatable. Default: localhost, 127.0.0.1 and ::1")
  private List<String> hosts = List.of("localhost", "127.0.0.1", "::1");

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "For how many days it is valid. Default: ${DEFAULT-VALUE}")
  private int days = 90;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for cert.pem and key.pem. Default: the current one")
  private Path out = Path.of("");

  private CertificateCommand() {}

  /** The command, to describe it. */
  public static CommandLine model() {
    return new CommandLine(new CertificateCommand());
  }

  /**
   * Runs the command.
   *
   * @param program the name of the program in its help
   * @param words the arguments after {@code certificate}
   * @return the exit status
   */
  public static int run(String program, List<String> words) {
    CommandLine commandLine =
        model()
            .setExpandAtFiles(false)
            .setParameterExceptionHandler(
                (e, _) -> fail(WRONG_OPTIONS, String.valueOf(e.getMessage())))
            .setExecutionExceptionHandler((e, _, _) -> failed(e));
    commandLine.setCommandName(program + " certificate");
    return commandLine.execute(words.toArray(new String[0]));
  }

  private static int failed(Exception e) throws Exception {
    if (e instanceof IOException failure) {
      return fail(FAILED, "no certificate was made: " + failure.getMessage());
    }
    throw e;
  }

  private static int fail(int status, String reason) {
    System.err.println("app: error: " + reason.replaceAll("\\p{Cntrl}+", " ").strip());
    return status;
  }

  @Override
  public Integer call() throws IOException {
    for (String host : hosts) {
      if (!(SelfSigned.isAddress(host) ? ADDRESS : NAME).matcher(host).matches()) {
        return fail(
            WRONG_OPTIONS,
            "invalid --host=" + host + ": write a name such as example.org, or an address");
      }
    }
    if (days < 1 || days > MAX_DAYS) {
      return fail(
          WRONG_OPTIONS, "invalid --days=" + days + ": write a whole number from 1 to " + MAX_DAYS);
    }
    Path certificate = out.resolve("cert.pem");
    Path key = out.resolve("key.pem");
    for (Path file : List.of(certificate, key)) {
      if (Files.exists(file)) {
        return fail(
            FAILED, file + " exists already: remove it, or choose another folder with --out");
      }
    }
    try {
      Files.createDirectories(out);
      SelfSigned.write(hosts, days, certificate, key);
    } catch (FileAlreadyExistsException e) {
      return fail(
          FAILED,
          e.getMessage() + " exists already: remove it, or choose another folder with --out");
    }
    System.out.printf(
        "%s is for %s and valid for %d days; its key is %s%n",
        certificate, String.join(", ", hosts), days, key);
    System.out.printf("try it: app --tls-port 8443 --tls-cert %s --tls-key %s%n", certificate, key);
    return OK;
  }
}
