package io.cookify.consul.operator.config;

/** The environment does not make a configuration; the message names each bad key. */
public final class ConfigException extends RuntimeException {
  /** The exit code of a process that was configured wrongly. */
  public static final int EXIT_CODE = 2;

  /** An error that an administrator has to mend. */
  public ConfigException(String message) {
    super(message);
  }
}
