package dev.sluice.warehouse;

/**
 * A column as the database has it.
 *
 * @param type as {@code format_type} words it, such as {@code numeric(38,12)}
 */
public record FoundColumn(String name, String type, Filling filling) {

    /** Who must give it a value. */
    public enum Filling {
        /** Nobody: it may be null, or has a default. */
        OPTIONAL,
        /** Whoever writes a row. */
        REQUIRED,
        /** The database, and nobody else may. */
        GENERATED
    }
}
