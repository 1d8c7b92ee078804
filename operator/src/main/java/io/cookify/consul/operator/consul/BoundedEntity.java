package io.cookify.consul.operator.consul;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.http.HttpEntity;
import org.apache.http.entity.HttpEntityWrapper;

/**
 * A body that may be neither endless nor endlessly slow. The read time-out of the socket alone
 * would let a server drip one byte every few seconds for hours.
 */
final class BoundedEntity extends HttpEntityWrapper {

  private final int maxBytes;
  private final long deadline;

  /** Limits this body, whose headers have just arrived. */
  BoundedEntity(HttpEntity entity, int maxBytes, Duration time) {
    super(entity);
    this.maxBytes = maxBytes;
    this.deadline = System.nanoTime() + time.toNanos();
  }

  @Override
  public InputStream getContent() throws IOException {
    return new Bounded(super.getContent());
  }

  /** The body exceeds the limit. */
  static final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    TooLargeException(int maxBytes) {
      super("the answer has more than " + maxBytes + " bytes");
    }
  }

  private final class Bounded extends FilterInputStream {

    private long count;
    private boolean whole = true;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      boolean read = false;
      try {
        inTime();
        int n = super.read(bytes, offset, length);
        counted(Math.max(n, 0));
        read = true;
        return n;
      } finally {
        whole &= read;
      }
    }

    /**
     * Closing a body reads it to its end, to use the connection again. One that was given up would
     * keep us here for as long as the server likes; its connection is closed with the response.
     */
    @Override
    public void close() throws IOException {
      if (whole) {
        super.close();
      }
    }

    private void inTime() throws SocketTimeoutException {
      if (System.nanoTime() - deadline > 0) {
        throw new SocketTimeoutException("the answer drips");
      }
    }

    private void counted(int n) throws TooLargeException {
      count += n;
      if (count > maxBytes) {
        throw new TooLargeException(maxBytes);
      }
    }
  }
}
