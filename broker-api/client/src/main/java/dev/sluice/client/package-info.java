/**
 * The Java client: asks Sluice through Kafka, and reads results.
 *
 * <p>Begin with {@link dev.sluice.client.SluiceClient}.
 */
@NullMarked
package dev.sluice.client;

import org.jspecify.annotations.NullMarked;
