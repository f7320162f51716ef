/**
 * The warehouse's PostgreSQL: one that Sluice starts, or one that is there; its tables and rows.
 */
@NullMarked
package dev.sluice.warehouse.postgres;

import org.jspecify.annotations.NullMarked;
