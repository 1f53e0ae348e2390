package io.heddle.app.client;

import io.heddle.http.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What requests send after their head. */
sealed interface Content {
  /** The content of one more request. */
  Optional<Body> body(boolean isChunked) throws TransferException;

  /** Nothing. */
  record None() implements Content {
    @Override
    public Optional<Body> body(boolean isChunked) {
      return Optional.empty();
    }
  }

  /** Data from the command line, or from files that it names. */
  @SuppressWarnings("ArrayRecordComponent")
  record Data(byte[] bytes) implements Content {
    /**
     * Reads the data.
     *
     * @param isText whether files lose their line ends and zero bytes
     */
    static Data of(List<String> parts, boolean isText, InputStream in) throws TransferException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int i = 0; i < parts.size(); i++) {
        String part = parts.get(i);
        if (i > 0) {
          all.write('&');
        }
        if (part.startsWith("@")) {
          byte[] bytes = read(part.substring(1), in);
          all.writeBytes(isText ? withoutLineEnds(bytes) : bytes);
        } else {
          all.writeBytes(part.getBytes(StandardCharsets.UTF_8));
        }
      }
      return new Data(all.toByteArray());
    }

    private static byte[] read(String name, InputStream in) throws TransferException {
      try {
        return name.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(name));
      } catch (IOException e) {
        throw notRead(name, e);
      }
    }

    private static byte[] withoutLineEnds(byte[] bytes) {
      ByteArrayOutputStream kept = new ByteArrayOutputStream();
      for (byte b : bytes) {
        if (b != '\r' && b != '\n' && b != 0) {
          kept.write(b);
        }
      }
      return kept.toByteArray();
    }

    @Override
    public Optional<Body> body(boolean isChunked) {
      return Optional.of(
          isChunked ? new Body.Stream(-1, out -> out.write(bytes)) : new Body.Bytes(bytes));
    }
  }

  /** A file; what is not a regular file has no known length. */
  record File(Path path) implements Content {
    @Override
    public Optional<Body> body(boolean isChunked) throws TransferException {
      try {
        if (isChunked || !Files.isRegularFile(path)) {
          InputStream in = Files.newInputStream(path);
          return Optional.of(new Body.Stream(-1, new Copy(in, path.toString())));
        }
        FileChannel file = FileChannel.open(path);
        return Optional.of(new Body.Region(file, 0, file.size(), file));
      } catch (IOException e) {
        throw notRead(path.toString(), e);
      }
    }
  }

  /** Standard input. */
  record Input(InputStream in) implements Content {
    @Override
    public Optional<Body> body(boolean isChunked) {
      return Optional.of(new Body.Stream(-1, new Copy(in, "stdin")));
    }
  }

  /** Sends whatever a stream has at the moment, so that the server gets it at once. */
  record Copy(InputStream in, String name) implements Body.Writer {
    private static final int PIECE_BYTES = 16 << 10;

    @Override
    public void writeTo(OutputStream out) throws IOException {
      byte[] piece = new byte[PIECE_BYTES];
      for (int count = read(piece); count >= 0; count = read(piece)) {
        out.write(piece, 0, count);
        out.flush();
      }
    }

    private int read(byte[] piece) throws TransferException {
      try {
        return in.read(piece);
      } catch (IOException e) {
        throw notRead(name, e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static TransferException notRead(String name, IOException e) {
    return new TransferException(
        ExitStatus.NOT_READ, "cannot read " + name + ": " + FileFault.reason(e), e);
  }
}
