package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.topic.Topics;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

final class MemorySchemaRegistryTest {

    private static final Schema WORK = Topics.WORK.schema();

    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();

    @Test
    void whatIsRegisteredIsFoundByIdAndBySchema() {
        int id = registry.register("work-value", WORK);
        assertThat(registry.schema(id)).isEqualTo(WORK);
        assertThat(registry.id("work-value", WORK)).isEqualTo(id);
    }

    @Test
    void registeringAgainGivesTheSameId() {
        int id = registry.register("work-value", WORK);
        assertThat(registry.register("work-value", WORK)).isEqualTo(id);
        assertThat(registry.register("other-value", Topics.RESULTS.schema())).isNotEqualTo(id);
    }

    @Test
    void whatIsNotThereIsAnErrorWithItsName() {
        assertThatThrownBy(() -> registry.schema(7))
                .isInstanceOf(SchemaNotFoundException.class)
                .hasMessageContaining("7");
        assertThatThrownBy(() -> registry.id("work-value", WORK))
                .isInstanceOf(SchemaNotFoundException.class)
                .hasMessageContaining("work-value");
    }

    @Test
    void threadsThatRegisterAtOnceGetOneId() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Integer> register = () -> registry.register("work-value", WORK);
            List<Future<Integer>> ids =
                    threads.invokeAll(IntStream.range(0, 50).mapToObj(_ -> register).toList());
            for (Future<Integer> id : ids) {
                assertThat(id.get()).isEqualTo(1);
            }
        }
    }
}
