/** Reads what there is to know for a replay, publishes it, and waits for its results. */
@NullMarked
package dev.sluice.app.replay.kafka;

import org.jspecify.annotations.NullMarked;
