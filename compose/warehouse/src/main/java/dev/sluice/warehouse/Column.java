package dev.sluice.warehouse;

/** A column that records fill. */
public record Column(String name, ColumnType type) {}
