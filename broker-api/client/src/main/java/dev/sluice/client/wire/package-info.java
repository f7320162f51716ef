/** What a request looks like as a record of Kafka. */
@NullMarked
package dev.sluice.client.wire;

import org.jspecify.annotations.NullMarked;
