/**
 * What the journal of a partition says: who owns it, what was started, and what its lanes spent.
 */
@NullMarked
package dev.sluice.worker.lane.journal;

import org.jspecify.annotations.NullMarked;
