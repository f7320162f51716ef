package dev.sluice.dispatcher.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
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
        return opens(view, standing.pool(), standing.model(), now)
                .map(from -> from.plus(wait(view, standing, now)));
    }

    /**
     * When it is expected to start, if no lane that is silent comes back. Empty where it is not
     * known how fast the line moves, or where it waits for somebody to mend a key.
     */
    Optional<Instant> start(LineView view, Standing standing, Instant now) {
        return perSecond(view, standing, now).isPresent()
                ? openings(view, standing.pool(), standing.model(), now).stream()
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder())
                        .filter(first -> first.isBefore(LaneState.NEVER))
                        .map(from -> from.plus(wait(view, standing, now)))
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

    /**
     * When the first lane of a pool opens that serves a model; {@link LaneState#NEVER} where all
     * are out of service. Empty where nobody knows: none is open, and some are silent.
     */
    Optional<Instant> opens(LineView view, String pool, String model, Instant now) {
        List<Optional<Instant>> openings = openings(view, pool, model, now);
        boolean allKnown = openings.stream().allMatch(Optional::isPresent);
        return openings.stream()
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .filter(first -> allKnown || !first.isAfter(now));
    }

    private List<Optional<Instant>> openings(
            LineView view, String pool, String model, Instant now) {
        return lanes.of(pool).stream()
                .filter(member -> member.group().serves(model))
                .map(member -> view.lane(member.id()).flatMap(lane -> lane.opensAt(model, now)))
                .toList();
    }
}
