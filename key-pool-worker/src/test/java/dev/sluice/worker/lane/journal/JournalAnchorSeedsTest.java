package dev.sluice.worker.lane.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who reads from the anchor of a commit knows of every work record that is not committed what the
 * owner knew who had read it all.
 */
final class JournalAnchorSeedsTest {

    private static final int WORKS = 12;
    private static final Duration HORIZON = Duration.ofMinutes(1);

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theNextOwnerKnowsWhatMatters(long seed) {
        Random random = new Random(seed);
        Scribe scribe = new Scribe();
        scribe.write('c', 0);
        long watermark = 0;
        Anchor anchor = Anchor.BEGINNING;
        for (int n = 0; n < 120; n++) {
            scribe.at = scribe.at.plusMillis(random.nextInt(3_000));
            scribe.write(letter(random), work(random, watermark));
            if (random.nextInt(8) == 0) {
                watermark = Math.min(WORKS - 1, watermark + random.nextInt(2));
                scribe.journal.forget(watermark, HORIZON);
                anchor = Anchor.parse(scribe.journal.anchor().metadata());
            }
            Journal next = read(scribe.log, anchor);
            assertThat(next.epoch()).isEqualTo(scribe.journal.epoch());
            for (long work = watermark; work < WORKS; work++) {
                assertThat(Scribe.standing(next, work))
                        .as("work %s from %s", work, anchor)
                        .isEqualTo(Scribe.standing(scribe.journal, work));
            }
            assertThat(calls(next)).as("never fewer").containsAll(calls(scribe.journal));
        }
    }

    /** What is not committed, as the owner that commits knows. */
    private static long work(Random random, long watermark) {
        return Math.min(WORKS - 1, watermark + random.nextInt(4));
    }

    private static char letter(Random random) {
        return "csssdddeeeeersSDERc".charAt(random.nextInt(19));
    }

    private static Journal read(List<Scribe.Written> log, Anchor anchor) {
        Journal journal = new Journal(anchor);
        for (Scribe.Written written : log.subList((int) anchor.from(), log.size())) {
            journal.append(written.offset(), written.at(), written.entry());
        }
        return journal;
    }

    private static List<Spending> calls(Journal journal) {
        return journal.spendings().stream()
                .filter(spending -> spending instanceof Spending.Call)
                .toList();
    }
}
