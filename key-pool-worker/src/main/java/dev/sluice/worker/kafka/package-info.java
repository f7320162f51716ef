/**
 * The worker on Kafka: a thread that owns the consumer of work, one that reads the journals, one
 * that owns all lanes and decides, and a virtual thread for each call. They speak through one
 * mailbox.
 */
@NullMarked
package dev.sluice.worker.kafka;

import org.jspecify.annotations.NullMarked;
