/** How fast a lane may call: token buckets, slots, and the credit it announces. */
@NullMarked
package dev.sluice.worker.lane.pace;

import org.jspecify.annotations.NullMarked;
