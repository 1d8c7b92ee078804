/**
 * Access control of a cluster: which policies and tokens there should be, and keeping them so. The
 * secret of every token was chosen by us and stored before it is used, so every act may be
 * repeated.
 */
@NullMarked
package io.cookify.consul.operator.cluster.acl;

import org.jspecify.annotations.NullMarked;
