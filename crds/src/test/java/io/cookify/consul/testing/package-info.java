/** A real API server for the tests of all modules: etcd and kube-apiserver, no kubelet. */
@NullMarked
package io.cookify.consul.testing;

import org.jspecify.annotations.NullMarked;
