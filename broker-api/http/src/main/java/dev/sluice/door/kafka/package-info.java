/**
 * The door's edge to Kafka: requests go out, results come in, and whoever waits for one gets it.
 * Publisher and reader serve the command line too.
 */
@NullMarked
package dev.sluice.door.kafka;

import org.jspecify.annotations.NullMarked;
