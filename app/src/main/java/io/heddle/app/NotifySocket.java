package io.heddle.app;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to a Unix socket (unix(7)). Java has only streams there, so this calls the C
 * library: the module needs native access.
 *
 * @param address the path of the socket, or a name that begins with @ in Linux's abstract namespace
 */
record NotifySocket(String address) {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;

  private static final int FAMILY_BYTES = 2;
  private static final int MAX_PATH_BYTES = 107;

  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  /**
   * Sends a text as one datagram.
   *
   * @throws IOException if the socket does not exist or takes no datagram
   */
  void send(String text) throws IOException {
    byte[] path = address.getBytes(StandardCharsets.UTF_8);
    if (path.length > MAX_PATH_BYTES) {
      throw new IOException("the path is longer than " + MAX_PATH_BYTES + " bytes");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CAPTURED);
      int socket = (int) socket().invokeExact(state, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      ensure(socket >= 0, "socket", state);
      try {
        MemorySegment message =
            arena.allocateFrom(ValueLayout.JAVA_BYTE, text.getBytes(StandardCharsets.UTF_8));
        MemorySegment to = address(arena, path);
        long sent =
            (long)
                sendto()
                    .invokeExact(
                        state,
                        socket,
                        message,
                        message.byteSize(),
                        MSG_NOSIGNAL,
                        to,
                        (int) to.byteSize());
        ensure(sent == message.byteSize(), "sendto", state);
      } finally {
        int _ = (int) close().invokeExact(socket);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void ensure(boolean succeeded, String call, MemorySegment state)
      throws IOException {
    if (!succeeded) {
      throw new IOException(call + " failed with errno " + (int) ERRNO.get(state, 0L));
    }
  }

  /** A struct sockaddr_un, as long as the path in it. */
  private static MemorySegment address(Arena arena, byte[] path) {
    MemorySegment address = arena.allocate(FAMILY_BYTES + path.length, FAMILY_BYTES);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, FAMILY_BYTES, path.length);
    if (path[0] == '@') {
      address.set(ValueLayout.JAVA_BYTE, FAMILY_BYTES, (byte) 0);
    }
    return address;
  }

  private static MethodHandle socket() {
    return function(
        "socket",
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
        Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle sendto() {
    return function(
        "sendto",
        FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT),
        Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle close() {
    return function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  @SuppressWarnings("restricted") // the scripts and the manifest allow native access
  private static MethodHandle function(
      String name, FunctionDescriptor type, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
  }
}
