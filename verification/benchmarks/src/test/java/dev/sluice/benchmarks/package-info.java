/** Microbenchmarks of decisions, which need neither a broker nor a disk. */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
