package dev.sluice.dispatcher.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** When one that waits will start, as far as can be told. Changes nothing; any thread. */
final class Forecast {

    private final PoolLanes lanes;
    private final int passedOverMax;

    Forecast(PoolLanes lanes, int passedOverMax) {
        this.lanes = lanes;
        this.passedOverMax = passedOverMax;
    }

    /**
     * One in the line.
     *
     * @param before how many stand before it in its own line
     * @param tokens estimated
     * @param weight of its customer
     */
    record Standing(Place place, long before, long tokens, int weight) {
        String pool() {
            return place.line().rank().pool();
        }

        String model() {
            return place.line().needs().model();
        }
    }

    /**
     * How many of its pool go before it, if nobody else comes. Counted are those that wait for the
     * same lanes.
     */
    long ahead(LineView view, Standing standing) {
        Track track = lanes.track(standing.pool(), standing.model());
        List<Span> rivals =
                view.spans(standing.pool()).filter(span -> isRival(span, track)).toList();
        return Math.round(new Rivals(rivals, passedOverMax).before(standing));
    }

    private boolean isRival(Span span, Track track) {
        LineId line = span.first().line();
        return lanes.track(line.rank().pool(), line.needs().model()).equals(track);
    }

    /**
     * It will surely not start before this: when the first lane opens that serves it, and where it
     * is known how fast the line moves, when those before it have gone. Empty where nobody knows.
     */
    Optional<Instant> notBefore(LineView view, Standing standing, Instant now) {
        return opens(view, standing, now).map(from -> from.plus(wait(view, standing, now)));
    }

    /** When it is expected to start; empty where it is not known how fast the line moves. */
    Optional<Instant> start(LineView view, Standing standing, Instant now) {
        return perSecond(view, standing, now).isPresent()
                ? notBefore(view, standing, now)
                : Optional.empty();
    }

    private Duration wait(LineView view, Standing standing, Instant now) {
        OptionalDouble perSecond = perSecond(view, standing, now);
        return perSecond.isPresent()
                ? Duration.ofMillis((long) (1000 * ahead(view, standing) / perSecond.getAsDouble()))
                : Duration.ZERO;
    }

    private OptionalDouble perSecond(LineView view, Standing standing, Instant now) {
        return view.perSecond(lanes.track(standing.pool(), standing.model()), now);
    }

    private Optional<Instant> opens(LineView view, Standing standing, Instant now) {
        return lanes.of(standing.pool()).stream()
                .filter(member -> member.group().serves(standing.model()))
                .flatMap(member -> view.lane(member.id()).stream())
                .flatMap(lane -> lane.opensAt(standing.model(), now).stream())
                .min(Instant::compareTo);
    }
}
