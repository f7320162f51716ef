/**
 * How a record of the Kafka door says who wrote it: what is signed, with which key, and in which
 * form.
 */
@NullMarked
package dev.sluice.schemas.signature;

import org.jspecify.annotations.NullMarked;
