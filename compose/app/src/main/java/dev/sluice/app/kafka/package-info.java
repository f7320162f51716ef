/**
 * The embedded broker, and what is done to any Kafka before roles can run on it: topics, the
 * configuration topic.
 */
@NullMarked
package dev.sluice.app.kafka;

import org.jspecify.annotations.NullMarked;
