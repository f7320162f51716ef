package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.request.RequestFacts.Wishes;
import dev.sluice.dispatcher.admission.request.RequestFacts.Wishes.Pinning;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.OnUnreachable;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent allows and asks for, in record headers. */
class WishesTest {

    private static final String LINE = "{\"body\":{\"model\":\"gpt-4o-mini\",\"messages\":[]}}";

    private final ReaderDesk desk = new ReaderDesk();

    private Reading read(String... headers) {
        Map<String, String> all = new HashMap<>(Map.of("sluice-key", "demo"));
        for (int n = 0; n < headers.length; n += 2) {
            all.put(headers[n], headers[n + 1]);
        }
        return desk.readJson(LINE, all);
    }

    private Wishes wishes(String... headers) {
        return ReaderDesk.accepted(read(headers)).facts().wishes();
    }

    @Test
    void nothingIsAllowedUnlessItIsSaid() {
        assertThat(wishes()).isEqualTo(Wishes.NONE);
        assertThat(
                        wishes(
                                "sluice-fallback",
                                "none",
                                "sluice-on-unreachable",
                                "wait",
                                "sluice-pin",
                                "none"))
                .isEqualTo(Wishes.NONE);
    }

    @Test
    void eachHeaderSaysOneThing() {
        assertThat(
                        wishes(
                                "sluice-fallback",
                                "allowed",
                                "sluice-on-unreachable",
                                "refuse",
                                "sluice-workflow",
                                "w",
                                "sluice-pin",
                                "model"))
                .isEqualTo(new Wishes(Fallback.ALLOWED, OnUnreachable.REFUSE, Pinning.WORKFLOW));
    }

    @ParameterizedTest
    @CsvSource({"park, PARK", "reject, REJECT", "default, PARK", "'', PARK"})
    void aLimitIsWaitedForUnlessTheRequestOrItsKeySaysOtherwise(String word, OnLimit holds) {
        assertThat(ReaderDesk.accepted(read("sluice-on-limit", word)).facts().onLimit())
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "sluice-on-limit, wait",
        "sluice-fallback, yes",
        "sluice-fallback, ALLOWED",
        "sluice-on-unreachable, reject",
        "sluice-pin, workflow",
        "sluice-pin, model", // without a workflow
        "sluice-repeatable, no",
    })
    void aWordThatMeansNothingRefusesTheRequestByItsName(String header, String word) {
        var away = ReaderDesk.turned(read(header, word));
        assertThat(away.statusCode()).isEqualTo(400);
        assertThat(away.error().getMessage()).contains(header);
    }

    @Test
    void onlyWhoAsksForItIsRefusedEarly() {
        assertThat(ReaderDesk.accepted(read()).draft().getRefuseUnreachable()).isFalse();
        assertThat(
                        ReaderDesk.accepted(read("sluice-on-unreachable", "refuse"))
                                .draft()
                                .getRefuseUnreachable())
                .isTrue();
        assertThat(
                        ReaderDesk.accepted(read("sluice-fallback", "allowed"))
                                .draft()
                                .getRefuseUnreachable())
                .as("this model has no route")
                .isFalse();
    }
}
