/** Copies results from {@code inference.results} to customers' topics, a courier for each. */
@NullMarked
package dev.sluice.delivery.kafka;

import org.jspecify.annotations.NullMarked;
