package dev.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.delivery.StartPosition.AfterLoss;
import dev.sluice.delivery.StartPosition.Committed;
import dev.sluice.delivery.StartPosition.Continued;
import dev.sluice.delivery.StartPosition.Log;
import dev.sluice.delivery.StartPosition.OfNewLog;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StartPositionTest {

    /** Offsets 100 to 199 are there. */
    private static final Log LOG = new Log("topic-1", 100, 200);

    record Case(String name, Optional<Committed> committed, StartPosition expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<Case> CASES =
            List.of(
                    new Case("a first start", Optional.empty(), new Continued(100)),
                    committed("in the middle", 150, "topic-1", new Continued(150)),
                    committed("all is delivered", 200, "topic-1", new Continued(200)),
                    committed("just not lost", 100, "topic-1", new Continued(100)),
                    committed("one is gone", 99, "topic-1", new AfterLoss(100, 1)),
                    committed("all of it is gone", 0, "topic-1", new AfterLoss(100, 100)),
                    committed("set by a tool of Kafka", 150, "", new Continued(150)),
                    committed("set too early by a tool", 50, "", new AfterLoss(100, 50)),
                    committed("the topic was made anew", 150, "topic-0", new OfNewLog(100)),
                    committed("made anew and shorter", 900, "topic-0", new OfNewLog(100)),
                    committed("its end was lost", 201, "topic-1", new OfNewLog(200)),
                    committed("set beyond the end by a tool", 201, "", new OfNewLog(200)));

    @ParameterizedTest
    @FieldSource("CASES")
    void nothingIsPassedOverInSilenceAndNothingDeliveredTwice(Case given) {
        assertThat(StartPosition.of(given.committed(), LOG)).isEqualTo(given.expected());
    }

    private static Case committed(String name, long offset, String topicId, StartPosition at) {
        return new Case(name, Optional.of(new Committed(offset, topicId)), at);
    }
}
