package io.cookify.consul.operator.consul;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.MalformedChunkCodingException;
import org.apache.http.MessageConstraintException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.client.ClientProtocolException;
import org.apache.http.conn.ConnectTimeoutException;

/** Sorts failures by what the caller may do about them. */
final class Failures {

  /** Consul answers 500 to many a wrong request; its text tells (as of Consul 1.22). */
  private static final Pattern OUR_FAULT =
      Pattern.compile(
          "Invalid (Policy|Token|Role)|invalid key|Failed to parse ACL rules|No such ACL|Cannot find"
              + "|already exists|already in use|not a valid UUID|is not permitted"
              + "|must not be|cannot be (modified|changed|deleted)|Missing ");

  /** Secrets and accessors look alike. */
  private static final Pattern UUID =
      Pattern.compile("\\b\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b");

  /** 16, 24 or 32 bytes in base64: what a gossip key looks like. */
  private static final Pattern KEY =
      Pattern.compile("(?<![\\w+/])([\\w+/]{43}=|[\\w+/]{32}|[\\w+/]{22}==)(?![\\w+/=])");

  private static final int TEXT_LENGTH = 200;

  private Failures() {}

  /** What an HTTP status other than 2xx means. */
  static ConsulException ofStatus(String what, int status, String body) {
    String message = what + ": " + status + " " + clean(body);
    if (status >= 300 && status < 400) {
      return new ConsulGarbled(
          what + ": " + status + ", a redirect, which Consul does not send", null);
    }
    boolean unknownToken = body.contains("ACL not found");
    if (status == 403 || (status >= 500 && (unknownToken || body.contains("Permission denied")))) {
      return new ConsulDenied(message, unknownToken);
    }
    if (status == 429 || (status >= 500 && !OUR_FAULT.matcher(body).find())) {
      return new ConsulUnavailable(message, false, null);
    }
    return new ConsulRejected(message, status);
  }

  /** What a failed exchange means. */
  static ConsulException ofIo(String what, IOException e) {
    if (e instanceof SSLException tls && !interrupted(tls)) {
      return new ConsulUntrusted(
          what + ": not to be trusted: " + clean(String.valueOf(e.getMessage())), e);
    }
    return switch (e) {
      case SSLHandshakeException handshake -> neverSent(what, "it hung up during the handshake", e);
      case ConnectTimeoutException timeout -> neverSent(what, "no connection in time", e);
      case ConnectException refused -> neverSent(what, "no connection", e);
      case NoRouteToHostException noRoute -> neverSent(what, "no route to it", e);
      case UnknownHostException unknown -> neverSent(what, "its address is not known", e);
      case SocketTimeoutException timeout ->
          new ConsulUnavailable(what + ": no answer in time", false, e);
      case NoHttpResponseException silent ->
          new ConsulUnavailable(what + ": it hung up without an answer", false, e);
      case ConnectionClosedException half ->
          new ConsulGarbled(what + ": the answer was cut off", e);
      case MalformedChunkCodingException half ->
          new ConsulGarbled(what + ": the answer was cut off", e);
      case MessageConstraintException huge ->
          new ConsulGarbled(what + ": the answer's headers are too large", e);
      case BoundedEntity.TooLargeException huge ->
          new ConsulGarbled(what + ": " + huge.getMessage(), e);
      case ClientProtocolException other ->
          new ConsulGarbled(what + ": the answer is not HTTP as Consul speaks it", e);
      default ->
          new ConsulUnavailable(what + ": " + clean(String.valueOf(e.getMessage())), false, e);
    };
  }

  /** The one failure of a question that no server answered. */
  static ConsulException ofAll(Object what, List<ConsulException> failures) {
    if (failures.isEmpty()) {
      return new ConsulUnavailable(what + ": no server is known yet", true, null);
    }
    ConsulException first = failures.getFirst();
    if (failures.size() == 1 || failures.stream().allMatch(ConsulUntrusted.class::isInstance)) {
      return first;
    }
    ConsulUnavailable all =
        new ConsulUnavailable(
            failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")),
            failures.stream().allMatch(Failures::neverSent),
            first);
    failures.stream().skip(1).forEach(all::addSuppressed);
    return all;
  }

  /** True if the request has surely reached no server. */
  static boolean neverSent(ConsulException e) {
    return switch (e) {
      case ConsulUntrusted untrusted -> true;
      case ConsulUnavailable unavailable -> unavailable.neverSent();
      case ConsulDenied denied -> false;
      case ConsulRejected rejected -> false;
      case ConsulGarbled garbled -> false;
    };
  }

  /** One short line without control characters and without anything that could be a secret. */
  static String clean(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    line = UUID.matcher(line).replaceAll("<redacted>");
    line = KEY.matcher(line).replaceAll("<redacted>");
    return line.length() <= TEXT_LENGTH ? line : line.substring(0, TEXT_LENGTH) + "...";
  }

  private static ConsulUnavailable neverSent(String what, String why, IOException e) {
    return new ConsulUnavailable(what + ": " + why, true, e);
  }

  /**
   * True if the connection broke, as it does when a server restarts; TLS itself had no complaint.
   */
  private static boolean interrupted(SSLException e) {
    return e.getCause() instanceof SocketException || e.getCause() instanceof EOFException;
  }
}
