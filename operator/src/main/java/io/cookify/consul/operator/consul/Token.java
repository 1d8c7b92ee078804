package io.cookify.consul.operator.consul;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * The secret half of an ACL token. {@link #toString()} does not show it, so it may sit in records
 * that get logged.
 *
 * @param secret what goes into the header {@code X-Consul-Token}; never blank
 */
public record Token(@JsonValue String secret) {

  /**
   * @throws IllegalArgumentException if the secret is blank or could not stand in a header; the
   *     message does not repeat it
   */
  @JsonCreator
  public Token {
    if (secret.isBlank() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "a Consul token must be visible ASCII characters without blanks");
    }
  }

  /** A new token that nobody has seen: a UUID of 122 random bits, the form Consul asks for. */
  public static Token random() {
    return new Token(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return "Token[redacted]";
  }
}
