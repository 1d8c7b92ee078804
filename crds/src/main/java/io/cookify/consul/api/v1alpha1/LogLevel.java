package io.cookify.consul.api.v1alpha1;

/** Consul's log levels, spelled as Consul spells them. */
public enum LogLevel {
  trace,
  debug,
  info,
  warn,
  error
}
