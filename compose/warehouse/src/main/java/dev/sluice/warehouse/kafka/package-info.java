/**
 * The topics that the warehouse is filled from: whose they are, their records, and what is still to
 * come.
 */
@NullMarked
package dev.sluice.warehouse.kafka;

import org.jspecify.annotations.NullMarked;
