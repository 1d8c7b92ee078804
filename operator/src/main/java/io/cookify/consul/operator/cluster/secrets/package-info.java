/**
 * The Secrets of a cluster: keys and tokens are generated and stored before anything uses them, and
 * what is stored is never replaced. They are read by name; nothing here lists or watches Secrets.
 */
@NullMarked
package io.cookify.consul.operator.cluster.secrets;

import org.jspecify.annotations.NullMarked;
