package io.heddle.app.metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The RAM that the process uses (Linux: proc_pid_status(5)). The file stays open, so that it can be
 * read when no descriptor is left.
 */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final ByteBuffer content = ByteBuffer.allocate(8 << 10);
  private @Nullable FileChannel file;

  ResidentMemory() {
    try {
      file = FileChannel.open(STATUS);
    } catch (IOException e) {
      // not on Linux: NaN
    }
  }

  /** In bytes; NaN if unknown. */
  synchronized double bytes() {
    if (file == null) {
      return Double.NaN;
    }
    try {
      int count = file.read(content.clear(), 0);
      Matcher line =
          RESIDENT.matcher(new String(content.array(), 0, count, StandardCharsets.UTF_8));
      return line.find() ? Long.parseLong(line.group(1)) * 1024.0 : Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
