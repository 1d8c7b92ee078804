@NullMarked
package io.cookify.consul.operator.config;

import org.jspecify.annotations.NullMarked;
