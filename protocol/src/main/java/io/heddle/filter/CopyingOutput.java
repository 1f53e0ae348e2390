package io.heddle.filter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes on what is written to it, and keeps a copy. */
final class CopyingOutput extends OutputStream {
  private final OutputStream out;
  private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

  CopyingOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int octet) throws IOException {
    out.write(octet);
    copy.write(octet);
  }

  @Override
  public void write(byte[] source, int offset, int size) throws IOException {
    out.write(source, offset, size);
    copy.write(source, offset, size);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** All that was written. */
  byte[] copy() {
    return copy.toByteArray();
  }
}
