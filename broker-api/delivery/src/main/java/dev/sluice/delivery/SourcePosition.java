package dev.sluice.delivery;

/** Where a result stands. */
public record SourcePosition(String topic, int partition, long offset) {}
