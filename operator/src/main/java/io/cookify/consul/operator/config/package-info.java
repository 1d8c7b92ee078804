/** What an administrator may set: the environment as one record, and its reference page. */
@NullMarked
package io.cookify.consul.operator.config;

import org.jspecify.annotations.NullMarked;
