/**
 * What delivery decides: whose results go to which topic, how a result is written there, where a
 * copy begins, and how long trouble is waited out. Pure: no Kafka, no clock.
 */
@NullMarked
package dev.sluice.delivery;

import org.jspecify.annotations.NullMarked;
