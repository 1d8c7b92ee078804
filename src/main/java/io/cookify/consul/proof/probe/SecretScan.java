package io.cookify.consul.proof.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cookify.consul.proof.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for the real values of a namespace's secrets wherever they must not be. */
public final class SecretScan {
  // Shorter values (a number, a flag) would be found anywhere.
  private static final int SHORTEST = 16;
  // A UUID, as Consul's tokens are, or 32 bytes in base64, as a gossip key is.
  private static final Pattern TOKEN_OR_KEY =
      Pattern.compile("\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b|\\b[A-Za-z0-9+/]{43}=");

  private final Map<String, String> needles = new LinkedHashMap<>();
  private final Map<String, String> places = new LinkedHashMap<>();

  private SecretScan() {}

  /**
   * A scan of all that the API server shows of a namespace beside its secrets, and its pods' logs.
   */
  public static SecretScan of(TestNamespace namespace) {
    var scan = new SecretScan();
    var client = namespace.cluster().client();
    client.secrets().inNamespace(namespace.name()).list().getItems().forEach(scan::look);
    for (var resource :
        List.of(
            "pods",
            "configmaps",
            "services",
            "events",
            "statefulsets.apps",
            "consulclusters.consul.cookify.io")) {
      scan.in(
          resource,
          namespace
              .cluster()
              .kubectl("get", resource, "-n", namespace.name(), "-o", "json")
              .run()
              .orThrow());
    }
    for (var pod : client.pods().inNamespace(namespace.name()).list().getItems()) {
      var name = pod.getMetadata().getName();
      scan.in(
          "log of " + name, client.pods().inNamespace(namespace.name()).withName(name).getLog());
    }
    return scan;
  }

  /** Looks in one more text. */
  public SecretScan in(String place, String text) {
    places.put(place, text);
    return this;
  }

  /** How many secret values are looked for; none would make the scan worthless. */
  public int needles() {
    return needles.size();
  }

  /** Where which secret was found; never its value. */
  public List<String> findings() {
    var findings = new ArrayList<String>();
    places.forEach(
        (place, text) ->
            needles.forEach(
                (key, value) -> {
                  if (text.contains(value)) {
                    findings.add(key + " in " + place);
                  }
                }));
    return findings;
  }

  private void look(Secret secret) {
    secret
        .getData()
        .forEach(
            (key, encoded) -> {
              if (isPublic(key)) {
                return;
              }
              var value = new String(Base64.getDecoder().decode(encoded), UTF_8);
              parts(value)
                  .filter(part -> part.length() >= SHORTEST)
                  .forEach(
                      part -> {
                        var name = secret.getMetadata().getName() + "/" + key;
                        needles.put(name + "#" + needles.size(), part);
                        needles.put(
                            name + " (base64)#" + needles.size(),
                            Base64.getEncoder().encodeToString(part.getBytes(UTF_8)));
                      });
            });
  }

  private static boolean isPublic(String key) {
    return key.endsWith(".crt") || key.contains("accessor");
  }

  /**
   * A word is itself; a key in PEM is some of its lines; of a document, what looks like a token or
   * key.
   */
  private static Stream<String> parts(String value) {
    if (value.contains("PRIVATE KEY")) {
      return value.lines().filter(line -> !line.startsWith("-----")).limit(2);
    }
    var text = value.strip();
    return text.lines().count() == 1 && !text.startsWith("{")
        ? Stream.of(text)
        : TOKEN_OR_KEY.matcher(text).results().map(MatchResult::group);
  }
}
