/**
 * What benches need of Kafka itself: a pipeline of as many hops as Sluice's, and one stage alone.
 */
@NullMarked
package dev.sluice.app.bench.kafka;

import org.jspecify.annotations.NullMarked;
