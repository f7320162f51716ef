package dev.sluice.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://db:5433/warehouse            | host=db port=5433 dbname=warehouse user=u",
                "jdbc:postgresql://db/warehouse?ssl=true        | host=db port=5432 dbname=warehouse user=u",
                "jdbc:postgresql://a:1,b:2/w?targetServerType=primary | host=a port=1 dbname=w user=u",
                "jdbc:postgresql:w                              | host=localhost port=5432 dbname=w user=u",
                "jdbc:postgresql://db/                          | host=db port=5432 dbname=u user=u"
            })
    void psqlGetsWhatTheUrlSays(String url, String conninfo) {
        assertThat(database(url).conninfo()).isEqualTo(conninfo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://db/w", "postgresql://db/w", "db:5432"})
    void anotherUrlIsRefusedWithAnExample(String url) {
        assertThatThrownBy(() -> database(url))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining(url)
                .hasMessageContaining("jdbc:postgresql://db.example:5432/warehouse");
    }

    @Test
    void thePasswordIsNotPrinted() {
        Database database = new Database("jdbc:postgresql://db/w", "u", Optional.of("hunter2"));

        assertThat(database.toString()).isEqualTo("u@db/w");
        assertThatThrownBy(() -> database("jdbc:mysql://u:hunter2@db/w?password=hunter2"))
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void nobodyThereIsAwayAndNotWrong() {
        assertThatThrownBy(() -> database("jdbc:postgresql://127.0.0.1:1/w").connect())
                .isInstanceOf(WarehouseAwayException.class)
                .hasMessageContaining("the warehouse at 127.0.0.1:1/w does not answer");
    }

    private static Database database(String url) {
        return new Database(url, "u", Optional.empty());
    }
}
