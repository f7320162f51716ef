/**
 * The REST face of the schema registry: as much of Confluent's API as serializers, Connect and
 * Kafka UIs need to write and read.
 */
@NullMarked
package dev.sluice.app.registry.http;

import org.jspecify.annotations.NullMarked;
