/** Schema registries over HTTP, by Confluent's REST interface. */
@NullMarked
package dev.sluice.schemas.http;

import org.jspecify.annotations.NullMarked;
