package io.cookify.consul.operator.config;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One key of the environment.
 *
 * @param key the variable's name
 * @param values which values are allowed, for people
 * @param fallback the value where the variable is not set or empty; null when it must be set
 * @param description what it does, for people
 * @param parser makes the value; throws {@link IllegalArgumentException} saying what is wrong
 */
record Setting<T>(
    String key,
    String values,
    @Nullable String fallback,
    String description,
    Function<String, T> parser) {

  static Setting<String> text(
      String key, String values, @Nullable String fallback, String description) {
    return new Setting<>(key, values, fallback, description, value -> value);
  }

  static Setting<Boolean> flag(String key, boolean fallback, String description) {
    return new Setting<>(
        key,
        "`true`, `false`",
        Boolean.toString(fallback),
        description,
        value ->
            switch (value) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("must be true or false");
            });
  }

  static Setting<Integer> number(
      String key, int least, int most, int fallback, String description) {
    return new Setting<>(
        key,
        "%d to %d".formatted(least, most),
        Integer.toString(fallback),
        description,
        value -> {
          try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
              return number;
            }
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                "must be a number from %d to %d".formatted(least, most), e);
          }
          throw new IllegalArgumentException("must be from %d to %d".formatted(least, most));
        });
  }

  static <E extends Enum<E>> Setting<E> choice(
      String key, Class<E> type, E fallback, String description) {
    String values =
        String.join(", ", Arrays.stream(type.getEnumConstants()).map(e -> "`" + e + "`").toList());
    return new Setting<>(
        key,
        values,
        fallback.toString(),
        description,
        value -> {
          for (E constant : type.getEnumConstants()) {
            if (constant.toString().equals(value)) {
              return constant;
            }
          }
          throw new IllegalArgumentException("must be one of " + values.replace("`", ""));
        });
  }

  boolean isSet(Map<String, String> environment) {
    return !environment.getOrDefault(key, "").isBlank();
  }

  /**
   * The value in {@code environment}.
   *
   * @throws ConfigException naming the key
   */
  T in(Map<String, String> environment) {
    String value = isSet(environment) ? environment.getOrDefault(key, "").strip() : fallback;
    if (value == null) {
      throw new ConfigException("%s must be set: %s".formatted(key, values.replace("`", "")));
    }
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("%s=%s: %s".formatted(key, value, e.getMessage()));
    }
  }
}
