package io.heddle.app;

/**
 * Programs with mounted disks that only they see (user_namespaces(7)), for which nobody need be
 * root.
 */
final class OwnDisks {
  private static final String ISOLATED = "exec unshare --user --map-root-user --mount";

  private OwnDisks() {}

  /**
   * A program that starts after these commands.
   *
   * @param commands of the shell, such as mount; without single quotes
   */
  static Program.Start after(String commands) throws Exception {
    requireMounts();
    return new Program.Start()
        .by("%s sh -c '%s && exec \"$@\"' sh \"$@\"".formatted(ISOLATED, commands));
  }

  private static void requireMounts() throws Exception {
    String mount = ISOLATED + " mount -t tmpfs none /mnt";
    boolean mayMount = new ProcessBuilder("sh", "-c", mount).start().waitFor() == 0;
    Needed.that(
        mayMount,
        "other disks: users may not mount any here; set kernel.unprivileged_userns_clone=1 and"
            + " kernel.apparmor_restrict_unprivileged_userns=0, as far as they exist (sysctl)");
  }
}
