/** Sluice as a whole, on a real Kafka, against a real HTTP provider. */
@NullMarked
package dev.sluice.integration;

import org.jspecify.annotations.NullMarked;
