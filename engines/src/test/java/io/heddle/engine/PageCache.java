package io.heddle.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The pages of files that the kernel has in memory. */
final class PageCache {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final int O_RDONLY = 0;
  private static final int POSIX_FADV_DONTNEED = 4;

  private PageCache() {}

  @SuppressWarnings("restricted") // calls into libc
  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
  }

  /**
   * Removes a file from the kernel's memory (posix_fadvise).
   *
   * @return whether that has worked: a file system in memory has no other place for it
   */
  static boolean evict(Path file) throws Throwable {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      // Only pages that are on the disk can be removed.
      channel.force(true);
    }
    MethodHandle open =
        function(
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    MethodHandle advise =
        function(
            "posix_fadvise",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    MethodHandle close =
        function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int descriptor = (int) open.invoke(arena.allocateFrom(file.toString()), O_RDONLY);
      int error = (int) advise.invoke(descriptor, 0L, 0L, POSIX_FADV_DONTNEED);
      int closed = (int) close.invoke(descriptor);
      return error == 0 && closed == 0 && !isLoaded(file);
    }
  }

  private static boolean isLoaded(Path file) throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      MemorySegment pages = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      return pages.isLoaded();
    }
  }
}
