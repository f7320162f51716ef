package dev.sluice.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.warehouse.ColumnType.Plain;
import dev.sluice.warehouse.FoundColumn.Filling;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableComparisonTest {

    private static final WarehouseTable EXPECTED =
            new WarehouseTable(
                    "t",
                    "topic",
                    List.of(new Column("id", Plain.BIGINT), new Column("name", Plain.TEXT)),
                    List.of("id"));

    private static final FoundColumn ID = new FoundColumn("id", "bigint", Filling.REQUIRED);
    private static final FoundColumn NAME = new FoundColumn("name", "text", Filling.OPTIONAL);

    @Test
    void aTableAsExpectedHasNoDifferences() {
        assertThat(differences(ID, NAME)).isEmpty();
    }

    @Test
    void columnsOfSomebodyElseDoNoHarmWhereNobodyMustFillThem() {
        assertThat(
                        differences(
                                ID,
                                NAME,
                                new FoundColumn("note", "text", Filling.OPTIONAL),
                                new FoundColumn("sum", "bigint", Filling.GENERATED)))
                .isEmpty();
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        assertThat(differences(ID))
                .containsExactly("table t, column name: expected text, found no such column");
    }

    @Test
    void aColumnOfAnotherTypeIsNamedWithBothTypes() {
        assertThat(differences(ID, new FoundColumn("name", "integer", Filling.OPTIONAL)))
                .containsExactly("table t, column name: expected text, found integer");
    }

    @Test
    void aColumnThatTheDatabaseFillsCannotBeWritten() {
        assertThat(differences(ID, new FoundColumn("name", "text", Filling.GENERATED)))
                .singleElement()
                .asString()
                .contains("column name", "generated column");
    }

    @Test
    void aColumnThatSomebodyMustFillAndNobodyDoesIsNamed() {
        assertThat(differences(ID, NAME, new FoundColumn("owner", "text", Filling.REQUIRED)))
                .containsExactly(
                        "table t, column owner: expected none, found text NOT NULL without a default, which no record fills");
    }

    @Test
    void anotherPrimaryKeyWouldMakeRowsTwice() {
        assertThat(
                        TableComparison.differences(
                                EXPECTED, new FoundTable(List.of(ID, NAME), List.of())))
                .containsExactly("table t: expected the primary key (id), found none");
        assertThat(
                        TableComparison.differences(
                                EXPECTED, new FoundTable(List.of(ID, NAME), List.of("name"))))
                .containsExactly("table t: expected the primary key (id), found (name)");
    }

    private static List<String> differences(FoundColumn... columns) {
        return TableComparison.differences(
                EXPECTED, new FoundTable(List.of(columns), List.of("id")));
    }
}
