package io.heddle.app.admin;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.OptionalLong;

/**
 * The context switches of this process, voluntary or not, including those of threads that have
 * ended. Only getrusage(2) has this sum, so it is known only if this module may call native code.
 */
final class ContextSwitches {
  private static final int SELF = 0;

  // struct rusage on 64-bit Linux: two timevals and fourteen numbers
  private static final long SIZE_BYTES = 144;
  private static final long VOLUNTARY = 128;
  private static final long INVOLUNTARY = 136;

  private ContextSwitches() {}

  static OptionalLong count() {
    boolean isLayoutKnown = ValueLayout.ADDRESS.byteSize() == Long.BYTES;
    return isLayoutKnown && ContextSwitches.class.getModule().isNativeAccessEnabled()
        ? OptionalLong.of(ask())
        : OptionalLong.empty();
  }

  private static long ask() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(SIZE_BYTES, Long.BYTES);
      int status = (int) getrusage().invokeExact(SELF, usage);
      if (status != 0) throw new IllegalStateException("getrusage failed");
      return usage.get(ValueLayout.JAVA_LONG, VOLUNTARY)
          + usage.get(ValueLayout.JAVA_LONG, INVOLUNTARY);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("getrusage failed", e);
    }
  }

  @SuppressWarnings("restricted") // the caller has checked that this is allowed
  private static MethodHandle getrusage() {
    Linker linker = Linker.nativeLinker();
    AddressLayout pointer = ValueLayout.ADDRESS;
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("getrusage"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, pointer));
  }
}
