/**
 * What the HTTP door decides: who is asking, what of a request goes to Kafka, and how a result
 * looks to an OpenAI client. Pure: no Kafka, no HTTP library, no clock.
 */
@NullMarked
package dev.sluice.door;

import org.jspecify.annotations.NullMarked;
