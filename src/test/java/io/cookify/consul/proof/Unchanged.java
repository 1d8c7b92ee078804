package io.cookify.consul.proof;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** True as long as a value is what it was when last looked at. */
final class Unchanged<T> implements Callable<Boolean> {
  private final Supplier<T> value;
  private @Nullable T last;

  Unchanged(Supplier<T> value) {
    this.value = value;
  }

  @Override
  public Boolean call() {
    T now = value.get();
    var same = now.equals(last);
    last = now;
    return same;
  }
}
