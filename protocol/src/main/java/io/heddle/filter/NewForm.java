package io.heddle.filter;

import io.heddle.http.Body;
import io.heddle.http.Budget;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * The compressed form of some content while it is made, and then sent for the first time. It is
 * complete before any of it is sent, so that others find it even if the first client is slow. It
 * belongs to the thread that owns the response.
 */
final class NewForm implements Closeable {
  private static final byte[] NOTHING = {};

  private final long plainBytes;
  private final Budget budget;
  private final Consumer<byte[]> keeper;
  private final Runnable end;
  private long takenBytes;
  private boolean isMade;

  /**
   * A form. Its {@linkplain #maxBytes maximum} has been taken from the budget.
   *
   * @param plainBytes length of the plain content
   * @param keeper gets the form when it is complete
   * @param end runs when the form is no longer in the making
   */
  NewForm(long plainBytes, Budget budget, Consumer<byte[]> keeper, Runnable end) {
    this.plainBytes = plainBytes;
    this.budget = budget;
    this.keeper = keeper;
    this.end = end;
    this.takenBytes = maxBytes(plainBytes);
  }

  /** Most memory for a form while it is made: for the buffer, and for what is kept of it. */
  static long maxBytes(long plainBytes) {
    return 2 * maxFormBytes(plainBytes);
  }

  /** Noise gets larger: the bound of zlib (deflateBound) with room for gzip's own fields. */
  private static long maxFormBytes(long plainBytes) {
    return plainBytes + (plainBytes + 7) / 8 + (plainBytes + 63) / 64 + 64;
  }

  /**
   * Makes the form, and keeps it.
   *
   * @param compression writes it
   * @param out gets nothing, again and again, so that others may run in between
   */
  byte[] make(Body.Writer compression, OutputStream out) throws IOException {
    byte[] form = copy(compression, out);
    keeper.accept(form);
    budget.give(takenBytes - form.length);
    takenBytes = form.length;
    endMaking();
    return form;
  }

  private byte[] copy(Body.Writer compression, OutputStream out) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream((int) maxFormBytes(plainBytes));
    compression.writeTo(
        new OutputStream() {
          @Override
          public void write(int octet) {
            copy.write(octet);
          }

          @Override
          public void write(byte[] source, int offset, int size) throws IOException {
            copy.write(source, offset, size);
            out.write(NOTHING);
          }
        });
    return copy.toByteArray();
  }

  private void endMaking() {
    if (!isMade) {
      isMade = true;
      end.run();
    }
  }

  /** Ends it when the response is over. Call this once. */
  @Override
  public void close() {
    endMaking();
    budget.give(takenBytes);
  }
}
