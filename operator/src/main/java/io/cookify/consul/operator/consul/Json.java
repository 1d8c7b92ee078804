package io.cookify.consul.operator.consul;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Consul's JSON, read tolerantly and written without nulls. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  /**
   * Reads an answer.
   *
   * @param what the request and the server, for the message
   * @throws ConsulGarbled if it is not what Consul sends; the parser's own message may repeat what
   *     it read, so only the place is told
   */
  static <T> T read(String what, byte[] body, Class<T> type) {
    T value;
    try {
      value = MAPPER.readValue(body, type);
    } catch (JacksonException e) {
      JsonLocation place = e.getLocation();
      throw garbled(
          what,
          place == null
              ? ""
              : ", line %d column %d".formatted(place.getLineNr(), place.getColumnNr()));
    } catch (IOException e) {
      throw garbled(what, "");
    }
    if (value == null) {
      throw garbled(what, ", it is empty");
    }
    return value;
  }

  private static ConsulGarbled garbled(String what, String place) {
    return new ConsulGarbled(what + ": the answer is not the JSON that Consul sends" + place, null);
  }

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value of ours cannot be written as JSON", e);
    }
  }
}
