package io.heddle.filter;

import io.heddle.http.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Content that is compressed while it is sent. It has a reservation in the pool. */
final class GzipBody implements Body.Writer {
  private static final long UNKNOWN = -1;

  private final Body plain;
  private final DeflaterPool deflaters;
  private final Optional<KeptForm> kept;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable NewForm form;

  /**
   * This content, compressed.
   *
   * @param plain closed with this
   * @param deflaters with a reservation that ends with this
   * @param kept where the compressed form is kept
   */
  GzipBody(Body plain, DeflaterPool deflaters, Optional<KeptForm> kept) {
    this.plain = plain;
    this.deflaters = deflaters;
    this.kept = kept;
  }

  /** The body of a response with this content. */
  Body body() {
    return new Body.Stream(UNKNOWN, this);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    NewForm begun = kept.isPresent() ? kept.get().begin() : null;
    form = begun;
    if (begun == null) {
      compress(out);
    } else {
      out.write(begun.make(this::compress, out));
    }
  }

  private void compress(OutputStream out) throws IOException {
    Deflater deflater = deflaters.take();
    try {
      GzipOutput compressed = new GzipOutput(out, deflater);
      switch (plain) {
        case Body.Bytes bytes -> BodyPart.write(bytes, all(bytes), compressed);
        case Body.Region region -> BodyPart.write(region, all(region), compressed);
        case Body.Stream stream -> stream.writer().writeTo(compressed);
      }
      if (plain.length() >= 0 && compressed.count() != plain.length()) {
        throw new IllegalStateException(
            "the writer wrote " + compressed.count() + " of the " + plain.length() + " promised");
      }
      compressed.finish();
    } finally {
      deflaters.give(deflater);
    }
  }

  private static ByteRange all(Body body) {
    return new ByteRange(0, body.length());
  }

  @Override
  public boolean isInterruptible() {
    return switch (plain) {
      case Body.Bytes _ -> true;
      case Body.Region _ -> false;
      case Body.Stream stream -> stream.writer().isInterruptible();
    };
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      deflaters.release();
      NewForm begun = form;
      if (begun != null) {
        begun.close();
      }
      plain.close();
    }
  }
}
