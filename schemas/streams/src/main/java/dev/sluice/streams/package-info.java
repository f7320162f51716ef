/** What both stages of the dispatcher need to run on Kafka Streams; decides nothing. */
@NullMarked
package dev.sluice.dispatcher.streams;

import org.jspecify.annotations.NullMarked;
