/**
 * Decides which requests are published again: what is known of them in, what to do with each out.
 */
@NullMarked
package dev.sluice.app.replay;

import org.jspecify.annotations.NullMarked;
