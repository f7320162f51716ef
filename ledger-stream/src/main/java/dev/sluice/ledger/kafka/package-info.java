/** Reads the ledger's topics with plain clients, for commands and offline verification. */
@NullMarked
package dev.sluice.ledger.kafka;

import org.jspecify.annotations.NullMarked;
