package dev.sluice.ledger.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.PriceBook;
import dev.sluice.ledger.pricing.Charge.Actual;
import dev.sluice.ledger.pricing.Charge.Bound;
import dev.sluice.ledger.pricing.Charge.Cause;
import dev.sluice.ledger.pricing.Charge.None;
import dev.sluice.ledger.samples.Ends;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Reservation;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.testing.Samples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PricingTest {

    private static final String ID = Samples.requestId(1);

    private final Pricing pricing = new Pricing(new PriceBook(List.of(Samples.price()), List.of()));

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of("answered", Ends.answered(ID), new Actual(4_500_000)),
                Arguments.of("refused", Ends.refused(ID), new None()),
                Arguments.of("never called", Ends.notCalled(ID), new None()),
                Arguments.of("unknown", Ends.unknown(ID), bound(Cause.NOT_KNOWN)),
                Arguments.of("timed out", Ends.timedOut(ID), bound(Cause.NOT_KNOWN)),
                Arguments.of("answered without a count", noUsage(), bound(Cause.UNUSABLE_USAGE)),
                Arguments.of("negative count", used(-1, 5), bound(Cause.UNUSABLE_USAGE)),
                Arguments.of(
                        "count beyond any entry",
                        used(Long.MAX_VALUE, 5),
                        bound(Cause.UNUSABLE_USAGE)),
                Arguments.of("no tokens", used(0, 0), new Actual(0)),
                Arguments.of(
                        "above the reservation",
                        used(20, 1_000),
                        new Actual(Samples.price().cost(20, 1_000))),
                Arguments.of(
                        "price of no configuration",
                        priced("gpt-4o-mini@1/1"),
                        bound(Cause.UNKNOWN_PRICE)));
    }

    private static Bound bound(Cause cause) {
        return new Bound(Ends.RESERVED, cause);
    }

    private static AttemptEnd used(long in, long out) {
        return AttemptEnd.newBuilder(Ends.answered(ID))
                .setUsage(new TokenUsage(in, out, 0L, 0L))
                .build();
    }

    private static AttemptEnd noUsage() {
        return AttemptEnd.newBuilder(Ends.answered(ID)).setUsage(null).build();
    }

    private static AttemptEnd priced(String priceId) {
        return AttemptEnd.newBuilder(Ends.answered(ID))
                .setReservation(new Reservation(Ends.RESERVED, priceId))
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void everyEndHasACharge(String name, AttemptEnd end, Charge expected) {
        assertThat(pricing.price(end)).as(name).isEqualTo(expected);
    }

    @Test
    void aPriceOfAnEarlierConfigurationStillCounts() {
        Pricing later = new Pricing(new PriceBook(List.of(), List.of(Samples.price())));
        assertThat(later.price(Ends.answered(ID))).isEqualTo(new Actual(Ends.ANSWERED_PICOS));
    }

    @Test
    void aNegativeReservationIsRefusedAsItWouldBeANegativeCharge() {
        AttemptEnd corrupt =
                AttemptEnd.newBuilder(Ends.unknown(ID))
                        .setReservation(new Reservation(-1L, Samples.price().id()))
                        .build();
        assertThatThrownBy(() -> pricing.price(corrupt))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCountWithoutABillIsNotCharged() {
        AttemptEnd free = AttemptEnd.newBuilder(Ends.answered(ID)).setBilling(Billing.NONE).build();
        assertThat(pricing.price(free)).isEqualTo(new None());
    }
}
