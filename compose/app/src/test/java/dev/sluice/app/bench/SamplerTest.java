package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.bench.picture.Picture.Point;
import dev.sluice.app.bench.plan.LoadCase;
import dev.sluice.app.sim.NaiveClient;
import dev.sluice.app.sim.RetryStyle;
import dev.sluice.app.sim.Simulator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplerTest {

    @Test
    void whatWaitsAndWhatIsRefusedIsSeenFromTheFirstMomentToTheLast() throws Exception {
        LoadCase load = TinyLoads.load(40);
        List<Sampler.Moment> moments;
        try (Simulator provider = BenchProvider.start(load)) {
            Contestant.Attempted done =
                    new RetryingClient("backoff", "backoff", RetryStyle.BACKOFF)
                            .run(load, provider);
            moments = done.sampler().moments();

            assertThat(moments.getLast().refused429()).isEqualTo(provider.tally().refused429());
        }

        assertThat(moments).hasSizeGreaterThan(10);
        assertThat(moments.getFirst().waiting()).isGreaterThan(moments.getLast().waiting());
        assertThat(moments.getLast().waiting()).isZero();
        assertThat(moments.getLast().inFlight()).isZero();
        assertThat(moments).anyMatch(moment -> moment.inFlight() > 0);
        assertThat(moments.stream().map(Sampler.Moment::seconds)).isSorted();
        assertThat(moments.stream().map(Sampler.Moment::refused429)).isSorted();
    }

    @Test
    void aMomentIsAPointInEachPanel() {
        Sampler.Moment moment = new Sampler.Moment(1.5, 100, 20, 3);

        assertThat(moment.waitingPoint()).isEqualTo(new Point(1.5, 100));
        assertThat(moment.inFlightPoint()).isEqualTo(new Point(1.5, 20));
        assertThat(moment.refusedPoint()).isEqualTo(new Point(1.5, 3));
    }

    @Test
    void aClosedSamplerLooksNoMore() {
        LoadCase load = TinyLoads.load(1);
        try (Simulator provider = BenchProvider.start(load)) {
            Watch watch = new Watch(load);
            Sampler sampler = Sampler.start(provider, watch, 1, Duration.ofSeconds(1));
            sampler.close();
            List<Sampler.Moment> before = sampler.moments();

            watch.answered(0);

            assertThat(sampler.moments()).isEqualTo(before).isNotEmpty();
            assertThat(before.getLast().waiting()).isEqualTo(1);
        }
    }

    @Test
    void theSdkGivesUpAndTheOtherClientDoesNot() throws Exception {
        LoadCase load = TinyLoads.load(60);

        Watch sdk = run(load, RetryStyle.SDK);
        Watch backoff = run(load, RetryStyle.BACKOFF);

        assertThat(sdk.ends()).isEqualTo(60);
        assertThat(sdk.failedEarly()).isPositive();
        assertThat(sdk.failedEarly() + sdk.served().size()).isEqualTo(60);
        assertThat(backoff.failedEarly()).isZero();
        assertThat(backoff.served()).hasSize(60);
        assertThat(backoff.elapsed())
                .isGreaterThanOrEqualTo(load.ideal().multipliedBy(9).dividedBy(10));
    }

    /** A listener that hears of an end twice would count it twice. */
    @Test
    void aWatchIsWhatAClientTells() {
        Watch watch = new Watch(TinyLoads.load(2));
        NaiveClient.Listener listener = watch;

        listener.answered(0);
        listener.givenUp(1);

        assertThat(watch.ends()).isEqualTo(2);
    }

    private static Watch run(LoadCase load, RetryStyle style) throws InterruptedException {
        try (Simulator provider = BenchProvider.start(load)) {
            return new RetryingClient("client", "client", style).run(load, provider).watch();
        }
    }
}
