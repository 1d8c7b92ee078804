package io.cookify.consul.operator.cluster.extraconfig;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import com.bertramlabs.plugins.hcl4j.HCLParserException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cookify.consul.operator.resources.ServerConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Additional agent configuration, in JSON or HCL. Consul merges it with ours; so it may not set a
 * key that is ours ({@link ServerConfig#OWNED_KEYS}).
 */
public final class ExtraConfig {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern STRINGS_AND_COMMENTS =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|#[^\n]*|//[^\n]*|(?s:/\\*.*?\\*/)");

  private ExtraConfig() {}

  /** What is wrong with this text, as a sentence for its author; empty if nothing. */
  public static Optional<String> problemOf(String text) {
    Map<?, ?> config;
    try {
      config = text.stripLeading().startsWith("{") ? json(text) : hcl(text);
    } catch (Unreadable e) {
      return Optional.of(e.getMessage());
    }
    List<String> collisions =
        ServerConfig.OWNED_KEYS.stream().filter(key -> contains(config, key)).sorted().toList();
    return collisions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "sets what belongs to the operator: "
                + String.join(", ", collisions)
                + "; remove it, and use the field of the resource where there is one");
  }

  private static Map<?, ?> json(String text) throws Unreadable {
    try {
      return JSON.readValue(text, Map.class);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new Unreadable(
          "is not JSON: "
              + e.getOriginalMessage()
              + (at == null ? "" : " (line " + at.getLineNr() + ")"));
    }
  }

  private static Map<?, ?> hcl(String text) throws Unreadable {
    try {
      Map<?, ?> parsed = new HCLParser().parse(text);
      if (!isBalanced(text)) {
        throw new Unreadable("is not HCL: a bracket is not closed");
      }
      if (parsed.isEmpty() && !text.isBlank() && !isComment(text)) {
        throw new Unreadable("is neither JSON nor HCL");
      }
      return parsed;
    } catch (HCLParserException | IOException | RuntimeException e) {
      throw new Unreadable("is not HCL: " + firstLine(e));
    } catch (LinkageError e) {
      // The parser's libraries for functions are left out on purpose.
      throw new Unreadable("calls a function, which agents' configuration does not have");
    }
  }

  /** The parser takes the end of the text for the end of every block that is still open. */
  private static boolean isBalanced(String text) {
    String bare = STRINGS_AND_COMMENTS.matcher(text).replaceAll("");
    return count(bare, '{') == count(bare, '}') && count(bare, '[') == count(bare, ']');
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(character -> character == wanted).count();
  }

  private static boolean isComment(String text) {
    return text.lines()
        .map(String::strip)
        .allMatch(line -> line.isEmpty() || line.startsWith("#") || line.startsWith("//"));
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage();
    return message == null
        ? e.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }

  /** Blocks of HCL may come as lists of maps. */
  private static boolean contains(Object config, String path) {
    if (config instanceof List<?> blocks) {
      return blocks.stream().anyMatch(block -> contains(block, path));
    }
    if (!(config instanceof Map<?, ?> map)) {
      return false;
    }
    int dot = path.indexOf('.');
    if (dot < 0) {
      return keys(map).contains(path);
    }
    Object inner = map.get(path.substring(0, dot));
    return inner != null && contains(inner, path.substring(dot + 1));
  }

  private static List<String> keys(Map<?, ?> map) {
    List<String> keys = new ArrayList<>();
    map.keySet().forEach(key -> keys.add(String.valueOf(key)));
    return keys;
  }

  /** The text cannot be read; the message is for its author. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
