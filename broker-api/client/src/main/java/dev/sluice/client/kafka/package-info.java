/**
 * The client's edge to Kafka: requests go out, results come in, and whoever waits for one gets it.
 * The HTTP door, the command line and the demonstration stand on it too.
 */
@NullMarked
package dev.sluice.client.kafka;

import org.jspecify.annotations.NullMarked;
