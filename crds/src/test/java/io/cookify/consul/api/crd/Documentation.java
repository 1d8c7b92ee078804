package io.cookify.consul.api.crd;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the description of a field says, taken apart. Descriptions of values keep to one form: what
 * it is, then "Default: …. Change: …. Example: …."
 *
 * @param text what the field is
 * @param defaultValue what counts where the user says nothing
 * @param change when it may change and what that does
 * @param example a value
 */
record Documentation(String text, String defaultValue, String change, String example) {

  private static final Pattern FORM =
      Pattern.compile("(.+)\\. Default: (.+)\\. Change: (.+)\\. Example: (.+)\\.");

  /** Empty, if the description does not keep to the form. */
  static Optional<Documentation> of(Field field) {
    Matcher parts = FORM.matcher(field.description());
    return parts.matches()
        ? Optional.of(
            new Documentation(parts.group(1) + ".", parts.group(2), parts.group(3), parts.group(4)))
        : Optional.empty();
  }
}
