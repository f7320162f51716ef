/**
 * Placement as a Kafka Streams stage: reads events, lets them be decided, writes what was decided.
 */
@NullMarked
package dev.sluice.dispatcher.streams.placement;

import org.jspecify.annotations.NullMarked;
