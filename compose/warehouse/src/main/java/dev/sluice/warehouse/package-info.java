/**
 * What the warehouse's tables must be like, whose records they hold, and when a sink is started
 * again.
 */
@NullMarked
package dev.sluice.warehouse;

import org.jspecify.annotations.NullMarked;
