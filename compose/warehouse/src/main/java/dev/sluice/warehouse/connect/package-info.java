/** Kafka Connect inside this process: its worker, the sinks it runs, and who starts them again. */
@NullMarked
package dev.sluice.warehouse.connect;

import org.jspecify.annotations.NullMarked;
