/** The wire format of values, and the client settings that every role shares. */
@NullMarked
package dev.sluice.schemas.kafka;

import org.jspecify.annotations.NullMarked;
