/** What every part of the proof needs: where things are, and how to run a command. */
@NullMarked
package io.cookify.consul.proof;

import org.jspecify.annotations.NullMarked;
