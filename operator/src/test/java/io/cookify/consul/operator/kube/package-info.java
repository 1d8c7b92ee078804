@NullMarked
package io.cookify.consul.operator.kube;

import org.jspecify.annotations.NullMarked;
