/** What every stage needs to run on Kafka Streams; decides nothing. */
@NullMarked
package dev.sluice.streams;

import org.jspecify.annotations.NullMarked;
