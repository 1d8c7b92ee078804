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
            A bad value ends the process with exit code EXIT_CODE and one line that names the variable.
            This page is generated from `OperatorConfig`.

            | variable | values | default | meaning |
            | --- | --- | --- | --- |
            """
                .replace("EXIT_CODE", Integer.toString(ConfigException.EXIT_CODE)));
    for (Setting<?> setting : OperatorConfig.SETTINGS) {
      String fallback = setting.fallback() == null ? "required" : "`" + setting.fallback() + "`";
      page.append("| `").append(setting.key()).append("` | ");
      page.append(setting.values()).append(" | ");
      page.append(fallback).append(" | ");
      page.append(setting.description()).append(" |\n");
    }
    return page.toString();
  }
}
