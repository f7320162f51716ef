package dev.sluice.warehouse;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's type, by PostgreSQL's name for it. What PostgreSQL would round or cut without a word
 * (money in {@code numeric(10,2)}, times in {@code timestamp(0)}) does not hold the values.
 */
public sealed interface ColumnType {

    /** As {@code CREATE TABLE} has it. */
    String sql();

    /**
     * Whether a column of the type {@code found}, as PostgreSQL's {@code format_type} words it,
     * takes every value unchanged.
     */
    boolean holds(String found);

    /** A type without parameters, and wider ones that do as well. */
    @SuppressWarnings("ImmutableEnumChecker") // the list is one that cannot be changed
    enum Plain implements ColumnType {
        TEXT("text", "character varying"),
        INTEGER("integer", "bigint", "numeric"),
        BIGINT("bigint", "numeric"),
        REAL("real", "double precision"),
        DOUBLE("double precision"),
        BOOLEAN("boolean"),
        DATE("date"),
        BYTEA("bytea");

        private final String sql;
        private final List<String> wider;

        Plain(String sql, String... wider) {
            this.sql = sql;
            this.wider = List.of(wider);
        }

        @Override
        public String sql() {
            return sql;
        }

        @Override
        public boolean holds(String found) {
            return found.equals(sql) || wider.contains(found);
        }
    }

    /** A decimal with so many digits, {@code scale} of them behind the point. */
    record Decimal(int precision, int scale) implements ColumnType {

        private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(\\d+)\\)");

        @Override
        public String sql() {
            return "numeric(%d,%d)".formatted(precision, scale);
        }

        @Override
        public boolean holds(String found) {
            Matcher matcher = NUMERIC.matcher(found);
            if (!matcher.matches()) {
                return found.equals("numeric");
            }
            int foundPrecision = Integer.parseInt(matcher.group(1));
            int foundScale = Integer.parseInt(matcher.group(2));
            return foundScale >= scale && foundPrecision - foundScale >= precision - scale;
        }
    }

    /** Milliseconds, UTC, without a zone. */
    record Timestamp() implements ColumnType {

        private static final Pattern TIMESTAMP =
                Pattern.compile("timestamp(?:\\((\\d)\\))? without time zone");
        private static final int MILLISECONDS = 3;

        @Override
        public String sql() {
            return "timestamp(%d) without time zone".formatted(MILLISECONDS);
        }

        @Override
        public boolean holds(String found) {
            Matcher matcher = TIMESTAMP.matcher(found.toLowerCase(Locale.ROOT));
            return matcher.matches() && digits(matcher).orElse(MILLISECONDS) >= MILLISECONDS;
        }

        private static OptionalInt digits(Matcher matcher) {
            return matcher.group(1) == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(Integer.parseInt(matcher.group(1)));
        }
    }
}
