@NullMarked
package io.cookify.consul.operator.status;

import org.jspecify.annotations.NullMarked;
