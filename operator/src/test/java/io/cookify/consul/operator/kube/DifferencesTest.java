package io.cookify.consul.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferencesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest(name = "{0} against {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"spec":{"replicas":3}}        | {"spec":{"replicas":3,"serviceName":"x"}}
          {"a":null,"b":{},"c":[]}       | {}
          {"a":""}                       | {}
          {"a":1}                        | {"a":1.0}
          {"resources":{"limits":{"cpu":"1000m"}}}            | {"resources":{"limits":{"cpu":"1"}}}
          {"resources":{"requests":{"memory":"1024Mi"}}}      | {"resources":{"requests":{"memory":"1Gi"}}}
          {"emptyDir":{"sizeLimit":"0.5Gi"}}                  | {"emptyDir":{"sizeLimit":"512Mi"}}
          {"env":[{"name":"A","value":"1"}]}                  | {"env":[{"name":"X"},{"name":"A","value":"1"}]}
          {"volumeMounts":[{"name":"v","mountPath":"/a"},{"name":"v","mountPath":"/b"}]} | {"volumeMounts":[{"name":"v","mountPath":"/a","readOnly":true},{"name":"v","mountPath":"/b"}]}
          """)
  void liveObjectMayHoldMoreAndWriteItDifferently(String desired, String live)
      throws JsonProcessingException {
    assertThat(Differences.between(JSON.readTree(desired), JSON.readTree(live))).isEmpty();
  }

  @ParameterizedTest(name = "{0} against {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"spec":{"replicas":3}}                    | {"spec":{"replicas":4}}                          | spec.replicas
          {"spec":{"replicas":3}}                    | {}                                               | spec
          {"data":{"key":"1000m"}}                   | {"data":{"key":"1"}}                             | data.key
          {"limits":{"cpu":"1"}}                     | {"limits":{"cpu":"2"}}                           | limits.cpu
          {"limits":{"cpu":"1"}}                     | {"limits":{"cpu":"?"}}                           | limits.cpu
          {"args":["a","b"]}                         | {"args":["a"]}                                   | args
          {"args":["a","b"]}                         | {"args":["b","a"]}                               | args[0] args[1]
          {"env":[{"name":"A","value":"1"}]}         | {"env":[{"name":"A","value":"2"}]}               | env[A].value
          {"env":[{"name":"A"},{"name":"B"}]}        | {"env":[{"name":"A"}]}                           | env[B]
          {"init":[{"name":"A"},{"name":"B"}]}       | {"init":[{"name":"B"},{"name":"A"}]}             | init
          {"ingress":[{}]}                           | {"ingress":[{},{}]}                              | ingress
          {"a":{"b":1}}                              | {"a":"b"}                                        | a
          """)
  void pathsOfWhatDiffersAreTold(String desired, String live, String paths)
      throws JsonProcessingException {
    assertThat(Differences.between(JSON.readTree(desired), JSON.readTree(live)).keySet())
        .containsExactly(paths.split(" ", -1));
  }
}
