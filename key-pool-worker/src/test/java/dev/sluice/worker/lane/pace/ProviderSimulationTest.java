package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.worker.provider.Pace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lane against a provider with an honest bucket, over a way whose length varies. */
final class ProviderSimulationTest {

    private static final long MS = 1_000_000;
    private static final int CALLS = 200;

    private record Call(Ticket ticket, long sentAt, long arrivesAt, long answersAt) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itUsesTheKeyFullyAndMeetsNoRefusal(long seed) {
        Random random = new Random(seed);
        Limit rate =
                new Limit.Requests(600, new Window(1, Window.Unit.MINUTES), OptionalLong.of(10));
        LanePace pace = new LanePace(List.of(rate), 0);
        Provider provider = new Provider();
        PriorityQueue<Call> arriving =
                new PriorityQueue<>((a, b) -> Long.compare(a.arrivesAt, b.arrivesAt));
        PriorityQueue<Call> answering =
                new PriorityQueue<>((a, b) -> Long.compare(a.answersAt, b.answersAt));
        long now = 0;
        int started = 0;
        long last = 0;
        while (started < CALLS || !arriving.isEmpty() || !answering.isEmpty()) {
            while (started < CALLS && pace.readyAt(now, 1) <= now) {
                Ticket ticket = pace.take(now, 1);
                long sentAt = now + (1 + random.nextInt(8)) * MS;
                long arrivesAt = sentAt + (1 + random.nextInt(20)) * MS;
                arriving.add(new Call(ticket, sentAt, arrivesAt, 0));
                pace.sent(ticket, sentAt);
                started++;
            }
            while (!arriving.isEmpty() && arriving.peek().arrivesAt <= now) {
                Call call = arriving.poll();
                provider.take(now);
                long answersAt = now + (250 + random.nextInt(100)) * MS;
                answering.add(new Call(call.ticket, call.sentAt, now, answersAt));
            }
            while (!answering.isEmpty() && answering.peek().answersAt <= now) {
                Call call = answering.poll();
                pace.ended(call.ticket, now);
                pace.learn(call.ticket, call.sentAt, provider.header(now), now);
                last = now;
            }
            now += MS;
        }
        assertThat(provider.refused).as("429s").isZero();
        double ideal = (CALLS - 10) / 10.0 + 0.3;
        assertThat(last / 1e9).as("seconds").isLessThan(ideal * 1.03);
    }

    private static final class Provider {
        private double tokens = 10;
        private long at;
        private int refused;

        void take(long now) {
            refill(now);
            if (tokens >= 1) {
                tokens--;
            } else {
                refused++;
            }
        }

        Pace header(long now) {
            refill(now);
            return new Pace(
                    Optional.empty(),
                    OptionalLong.of((long) tokens),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        private void refill(long now) {
            tokens = Math.min(10, tokens + (now - at) / 1e8);
            at = now;
        }
    }
}
