/** A Kafka that is none, for tests of its edges. */
@NullMarked
package dev.sluice.testing.kafka;

import org.jspecify.annotations.NullMarked;
