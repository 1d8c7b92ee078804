package io.cookify.consul.operator.process;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a probe asks for.
 *
 * @param name a word for people
 * @param problem what is wrong, or null while all is well; answers at once and never throws
 */
public record Probe(String name, Supplier<@Nullable String> problem) {}
