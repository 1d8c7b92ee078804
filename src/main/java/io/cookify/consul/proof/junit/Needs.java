package io.cookify.consul.proof.junit;

import io.cookify.consul.proof.cluster.Capability;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a suite or test needs of its cluster; without it, it is skipped and a line says why. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
public @interface Needs {
  /** All of these. */
  Capability[] value();
}
