/**
 * The ledger as a Kafka Streams stage: one processor, one store, one punctuator. Every record read
 * from the decisions and the outcomes becomes exactly one link of its partition's chain, in the
 * transaction that also holds its entries and its offset.
 */
@NullMarked
package dev.sluice.ledger.streams;

import org.jspecify.annotations.NullMarked;
