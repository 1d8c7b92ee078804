package io.cookify.consul.api.v1alpha1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Consul's version out of an image reference. */
final class ImageTag {

  /**
   * A tag follows the last colon behind the last slash (the one before it is a registry's port) and
   * ends where a digest begins.
   */
  private static final Pattern VERSION_TAG =
      Pattern.compile("^(?:.*/)?[^/:@]+:v?(\\d+\\.\\d+\\.\\d+)(?:[-_.][\\w.-]*)?(?:@.*)?$");

  private ImageTag() {}

  /** The version in the image's tag, empty where there is none. */
  static String version(String image) {
    Matcher tag = VERSION_TAG.matcher(image);
    return tag.matches() ? tag.group(1) : "";
  }
}
