package dev.sluice.app.replay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplayProgressTest {

    @Test
    void whatIsQuickSaysNothingAndWhatIsSlowALineEveryTwoSeconds() {
        StringWriter out = new StringWriter();
        AtomicLong nanos = new AtomicLong();
        ReplayProgress progress = new ReplayProgress(new PrintWriter(out), nanos::get);

        for (int done = 0; done < 50; done++) {
            progress.at("reading", done * 1_000L, 50_000);
            nanos.addAndGet(Duration.ofMillis(100).toNanos());
        }

        assertThat(out.toString().lines())
                .containsExactly("reading: 20,000 of 50,000", "reading: 40,000 of 50,000");
    }
}
