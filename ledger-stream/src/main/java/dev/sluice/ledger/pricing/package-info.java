/**
 * What one end costs: the actual at the price that its reservation pinned, or the reservation where
 * the actual cannot be known.
 */
@NullMarked
package dev.sluice.ledger.pricing;

import org.jspecify.annotations.NullMarked;
