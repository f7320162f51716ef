package dev.sluice.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.warehouse.ColumnType.Plain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypeTest {

    private static final ColumnType MONEY = new ColumnType.Decimal(38, 12);
    private static final ColumnType TIME = new ColumnType.Timestamp();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numeric        | true",
                "numeric(38,12) | true",
                "numeric(40,14) | true",
                "numeric(38,14) | false",
                "numeric(38,2)  | false",
                "numeric(20,12) | false",
                "double precision | false",
                "bigint         | false"
            })
    void moneyIsNeverRounded(String found, boolean holds) {
        assertThat(MONEY.holds(found)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timestamp(3) without time zone | true",
                "timestamp without time zone    | true",
                "timestamp(6) without time zone | true",
                "timestamp(0) without time zone | false",
                "timestamp with time zone       | false",
                "text                           | false"
            })
    void aTimeKeepsItsMillisecondsAndHasNoZone(String found, boolean holds) {
        assertThat(TIME.holds(found)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TEXT    | character varying     | true",
                "TEXT    | character varying(20) | false",
                "INTEGER | bigint                | true",
                "BIGINT  | integer               | false",
                "BIGINT  | numeric               | true",
                "BYTEA   | text                  | false",
                "BOOLEAN | boolean               | true"
            })
    void aWiderTypeDoesAndANarrowerDoesNot(Plain expected, String found, boolean holds) {
        assertThat(expected.holds(found)).isEqualTo(holds);
    }

    @Test
    void eachTypeHoldsItself() {
        assertThat(Plain.values()).allMatch(type -> type.holds(type.sql()));
        assertThat(MONEY.holds(MONEY.sql())).isTrue();
        assertThat(TIME.holds(TIME.sql())).isTrue();
    }
}
