package io.cookify.consul.operator.config;

/** Writes the reference page of the configuration from the settings themselves. */
final class ConfigReference {
  private ConfigReference() {}

  /** The page, in Markdown. */
  static String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # Operator configuration

            The operator is configured by environment variables; the chart sets them from its values.
            A bad value ends the process with exit code %d and one line that names the variable.
            This page is generated from `OperatorConfig`.

            | variable | values | default | meaning |
            | --- | --- | --- | --- |
            """
                .formatted(ConfigException.EXIT_CODE));
    for (Setting<?> setting : OperatorConfig.SETTINGS) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  setting.key(),
                  setting.values(),
                  setting.fallback() == null ? "required" : "`" + setting.fallback() + "`",
                  setting.description()));
    }
    return page.toString();
  }
}
