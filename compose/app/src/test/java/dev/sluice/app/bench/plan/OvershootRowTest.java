package dev.sluice.app.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.app.bench.plan.LimitCase.Counted;
import dev.sluice.app.bench.plan.LimitCase.PerRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OvershootRowTest {

    private static final PerRequest EACH = new PerRequest(10, 64, 40_000_000);

    private static OvershootRow row(Counted counted, long most, long asked, long admitted) {
        return new OvershootRow(
                new LimitCase("c", "{a: limit}", counted, most), EACH, asked, admitted);
    }

    @ParameterizedTest
    @CsvSource({
        "REQUESTS,      100,        100",
        "CONCURRENT,    100,        100",
        "TOKENS,        7473,       100",
        "INPUT_TOKENS,  1009,       100",
        "OUTPUT_TOKENS, 6463,       100",
        "MONEY,         4039999999, 100",
    })
    void asManyFitAsTheLimitHasRoomFor(Counted counted, long most, long fits) {
        assertThat(row(counted, most, 500, fits).fault()).isEmpty();
        assertThat(row(counted, most, 500, fits).overshoot()).isZero();
        assertThat(row(counted, most, 500, fits + 1).fault())
                .contains("{a: limit}: 100 requests fit, 101 were admitted");
        assertThat(row(counted, most, 500, fits + 1).overshoot()).isPositive();
        assertThat(row(counted, most, 500, fits - 1).fault()).isPresent();
    }

    @Test
    void overshootIsAShareOfTheLimit() {
        assertThat(row(Counted.REQUESTS, 100, 500, 103).overshoot()).isCloseTo(0.03, within(1e-9));
        assertThat(row(Counted.REQUESTS, 100, 500, 103).toString()).contains("3.00 %");
    }

    @Test
    void whereLessIsAskedThanFitsAllIsAdmitted() {
        assertThat(row(Counted.REQUESTS, 100, 50, 50).fault()).isEmpty();
        assertThat(row(Counted.REQUESTS, 100, 50, 49).fault()).isPresent();
    }

    @Test
    void thereIsOneCaseOfEachKindAndItsLineFits() {
        assertThat(LimitCase.all())
                .extracting(LimitCase::counted)
                .containsExactly(Counted.values());
        LimitCase.all()
                .forEach(of ->
                        assertThat(new OvershootRow(of, EACH, 2_000, 1_000).toString())
                                .hasSizeLessThanOrEqualTo(100));
        assertThat(OvershootRow.head()).hasSizeLessThanOrEqualTo(100);
    }
}
