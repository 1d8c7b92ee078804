/**
 * The operator as a process: probes and metrics, the lease by which one replica leads, the
 * reconcile threads and an orderly end.
 */
@NullMarked
package io.cookify.consul.operator.process;

import org.jspecify.annotations.NullMarked;
