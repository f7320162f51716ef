package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.replay.ReplayPlan;
import dev.sluice.app.replay.Requests;
import dev.sluice.app.replay.kafka.ReplayResults.Outcome;
import dev.sluice.schemas.record.ResultStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReplayTextTest {

    private static final int COLUMNS = 100;

    private final StringWriter out = new StringWriter();
    private final ReplayText text = new ReplayText(new PrintWriter(out), ReplayText.Listed.SOME);

    private String planned(ReplayPlan plan) {
        text.planned(plan);
        return out.toString();
    }

    @Test
    void aPlanWithOneOfEachKind() {
        assertThat(planned(ReplaySamples.oneOfEach()))
                .isEqualTo(
                        """
                        selected            6  1 of them repeat others
                          partition 0       6  offsets 10 to 15
                        answered            1
                        in progress         1  no result yet: left alone
                        left                1  ended in a way that was not asked for: --status
                        cannot              1  see below
                        to replay           1  at most 0.00003 USD at the prices in force; so far 0.000000000007 USD spent

                        workflow                                            answered  in progress    left  cannot  to replay
                        -                                                          0            0       1       0          0
                        nightly                                                    1            1       0       1          1

                        to replay          workflow/step                      ended as                           at most USD
                        0:11               nightly/s11                        failed provider_error                  0.00003

                        cannot be replayed workflow/step                      why
                        0:13               nightly/s13                        model_not_found: no such model: gpt-2

                        in progress        workflow/step
                        0:12               nightly/s12
                        """);
    }

    @Test
    void nothingToDoIsShort() {
        assertThat(planned(new ReplayPlan(List.of(), new TreeMap<>())))
                .isEqualTo(
                        """
                        selected            0
                        answered            0
                        in progress         0
                        to replay           0
                        """);
    }

    @Test
    void noLineIsWiderThanATerminal() {
        List<ReplayPlan.Item> items =
                List.of(
                        new ReplayPlan.Item(
                                Requests.step(999_999_999, "w".repeat(60), "s".repeat(60)),
                                ReplaySamples.ready(
                                        1,
                                        ResultStatus.OUTCOME_UNKNOWN,
                                        "idempotency_joiners_full")),
                        new ReplayPlan.Item(
                                Requests.step(1, "v".repeat(60), "s"), ReplaySamples.failed(1)));
        ReplayPlan plan =
                new ReplayPlan(
                        items,
                        new TreeMap<>(
                                Map.of(
                                        23,
                                        new ReplayPlan.Stretch(1, 999_999_999_999L, 1_000_000))));

        assertThat(planned(plan).lines()).allMatch(line -> line.length() <= COLUMNS);
    }

    @Test
    void aLongListIsCutUnlessAllIsAskedFor() {
        assertThat(planned(ReplaySamples.many(60)).lines())
                .contains("… and 10 more: --verbose lists them all")
                .anyMatch(line -> line.startsWith("0:49 "))
                .noneMatch(line -> line.startsWith("0:50 "));

        StringWriter all = new StringWriter();
        new ReplayText(new PrintWriter(all), ReplayText.Listed.ALL).planned(ReplaySamples.many(60));
        assertThat(all.toString().lines()).anyMatch(line -> line.startsWith("0:59 "));
    }

    @Test
    void whatIsPublishedIsALineWithBothIds() {
        text.published(Requests.id(1), Requests.id(9));
        text.publishedAll(1);

        assertThat(out.toString())
                .isEqualTo(
                        """
                        AAAAAAAAAAAAAAAAAAAAAA.0.1 -> AAAAAAAAAAAAAAAAAAAAAA.0.9
                        published           1
                        """);
    }

    @Test
    void theEndIsTalliedAndWhatHasNoResultIsSaid() {
        text.ended(
                Map.of(
                        Requests.id(1), Requests.id(7),
                        Requests.id(2), Requests.id(8),
                        Requests.id(3), Requests.id(9)),
                Map.of(
                        Requests.id(7), new Outcome(ResultStatus.ANSWERED, 30_000_000),
                        Requests.id(8), new Outcome(ResultStatus.OUTCOME_UNKNOWN, 5_000_000)));

        assertThat(out.toString())
                .isEqualTo(
                        """
                        answered            1
                        unknown             1
                        no result           1  after their deadlines: is admission running?
                        cost                   0.000035 USD
                        """);
    }
}
