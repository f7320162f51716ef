/**
 * What Kafka Connect makes of Sluice's records: Avro in Confluent's wire format becomes columns.
 */
@NullMarked
package dev.sluice.connect.converter;

import org.jspecify.annotations.NullMarked;
