package io.heddle.app.study.run;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This program once more, with the same Java and the same classes. */
final class JavaProgram {
  /** The server, which ends when its input does. */
  static final String SERVER = "io.heddle.app.LinkedServer";

  static final String GENERATOR = "io.heddle.app.study.load.Generator";

  /** As bin/app starts the server, and without a file in the folder for temporary files. */
  private static final List<String> ALWAYS =
      List.of("-XX:+ExitOnOutOfMemoryError", "-XX:+UseCompactObjectHeaders", "-XX:-UsePerfData");

  private JavaProgram() {}

  static List<String> command(List<String> jvmArguments, String mainClass, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ALWAYS);
    command.addAll(jvmArguments);
    Module module = JavaProgram.class.getModule();
    // for the count of context switches
    command.add("--enable-native-access=" + (module.isNamed() ? module.getName() : "ALL-UNNAMED"));
    String modules = System.getProperty("jdk.module.path", "");
    if (module.isNamed() && !modules.isEmpty()) {
      command.addAll(List.of("-p", absolute(modules), "-m", module.getName() + "/" + mainClass));
    } else if (module.isNamed()) {
      // the modules are part of the run-time image
      command.addAll(List.of("-m", module.getName() + "/" + mainClass));
    } else {
      command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), mainClass));
    }
    command.addAll(words);
    return command;
  }

  private static String absolute(String paths) {
    List<String> places = new ArrayList<>();
    for (String path : paths.split(File.pathSeparator, -1)) {
      places.add(Path.of(path).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, places);
  }
}
