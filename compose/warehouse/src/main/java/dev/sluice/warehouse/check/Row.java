package dev.sluice.warehouse.check;

/**
 * A record by its position, or the row that it became.
 *
 * @param picos its amount; 0 where it has none
 * @param content what must be the same on both sides, in one text
 */
public record Row(long offset, long picos, String content) {}
