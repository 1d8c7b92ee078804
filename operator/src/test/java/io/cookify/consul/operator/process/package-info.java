@NullMarked
package io.cookify.consul.operator.process;

import org.jspecify.annotations.NullMarked;
