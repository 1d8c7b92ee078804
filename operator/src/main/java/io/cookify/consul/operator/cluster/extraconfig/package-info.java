/** Checks the configuration that a user adds to the servers' own. */
@NullMarked
package io.cookify.consul.operator.cluster.extraconfig;

import org.jspecify.annotations.NullMarked;
