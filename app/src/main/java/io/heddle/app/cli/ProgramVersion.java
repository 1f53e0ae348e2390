package io.heddle.app.cli;

import picocli.CommandLine.IVersionProvider;

/** What --version prints. */
public final class ProgramVersion implements IVersionProvider {
  ProgramVersion() {}

  @Override
  public String[] getVersion() {
    return new String[] {
      "Heddle " + text() + " on Java " + Runtime.version() + " (" + System.getProperty("os.arch") + ")"
    };
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
