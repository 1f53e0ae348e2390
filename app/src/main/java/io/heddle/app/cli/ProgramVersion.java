package io.heddle.app.cli;

/** The version of the program. */
public final class ProgramVersion {
  private ProgramVersion() {}

  /** The output of {@code --version}. */
  public static String line() {
    return "Heddle %s on Java %s (%s)"
        .formatted(text(), Runtime.version(), System.getProperty("os.arch"));
  }

  /** The version of this program, from its module or its jar. */
  public static String text() {
    Module module = ProgramVersion.class.getModule();
    String version =
        module.isNamed()
            ? module.getDescriptor().rawVersion().orElse(null)
            : ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
