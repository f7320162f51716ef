/** Reads the newest announcements of lanes, and reads and writes orders for provider keys. */
@NullMarked
package dev.sluice.app.keys.kafka;

import org.jspecify.annotations.NullMarked;
