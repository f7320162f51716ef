/** Admission on Kafka Streams: reads records, applies what was decided, sends what was said. */
@NullMarked
package dev.sluice.dispatcher.streams.admission;

import org.jspecify.annotations.NullMarked;
