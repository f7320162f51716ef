package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.placement.QueueReport.LaneCredit;
import dev.sluice.dispatcher.placement.QueueReport.Share;
import dev.sluice.schemas.record.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Adds up what waits. */
record QueueSummary(LineView view, PoolLanes lanes, Instant at) {

    QueueReport.Pool pool(String pool) {
        List<Span> spans = view.spans(pool).toList();
        Map<Track, Long> waiting = new HashMap<>();
        spans.forEach(span ->
                waiting.merge(
                        lanes.track(pool, span.first().line().needs().model()),
                        span.waiting(),
                        Long::sum));
        return new QueueReport.Pool(
                pool,
                spans.stream().mapToLong(Span::waiting).sum(),
                spans.stream().mapToLong(Span::tokens).sum(),
                perSecond(waiting),
                drains(waiting),
                shares(spans),
                lanes.of(pool).stream().map(this::credit).toList());
    }

    private OptionalDouble perSecond(Map<Track, Long> waiting) {
        double sum =
                waiting.keySet().stream()
                        .mapToDouble(track -> view.perSecond(track, at).orElse(0))
                        .sum();
        return sum > 0 ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    private Optional<Duration> drains(Map<Track, Long> waiting) {
        Duration longest = Duration.ZERO;
        for (Map.Entry<Track, Long> each : waiting.entrySet()) {
            OptionalDouble rate = view.perSecond(each.getKey(), at);
            if (rate.isEmpty()) {
                return Optional.empty();
            }
            Duration needed =
                    Duration.ofMillis((long) (1000 * each.getValue() / rate.getAsDouble()));
            longest = needed.compareTo(longest) > 0 ? needed : longest;
        }
        return Optional.of(longest);
    }

    private record Whose(Priority priority, String customer) {}

    private static List<Share> shares(List<Span> spans) {
        return spans.stream()
                .collect(
                        Collectors.groupingBy(span ->
                                new Whose(
                                        span.first().line().rank().priority(),
                                        span.first().line().customer())))
                .entrySet()
                .stream()
                .map(each -> share(each.getKey(), each.getValue()))
                .sorted(Comparator.comparing(Share::priority).thenComparing(Share::customer))
                .toList();
    }

    private static Share share(Whose whose, List<Span> spans) {
        return new Share(
                whose.priority(),
                whose.customer(),
                spans.stream().mapToLong(Span::waiting).sum(),
                spans.stream().mapToLong(Span::tokens).sum(),
                spans.stream().map(Span::firstSince).min(Instant::compareTo).orElseThrow(),
                Instant.ofEpochMilli(
                        spans.stream()
                                .mapToLong(span -> span.first().deadlineMillis())
                                .min()
                                .orElseThrow()));
    }

    private LaneCredit credit(PoolMember member) {
        return view.lane(member.id())
                .filter(state -> state.isHeardAt(at))
                .map(state ->
                        new LaneCredit(
                                member.lane().id(),
                                member.group().id(),
                                Optional.of(state.condition()),
                                state.until(),
                                state.hasCreditAt(at) ? state.credit() : 0,
                                state.perSecondMillis().isPresent()
                                        ? OptionalDouble.of(
                                                state.perSecondMillis().getAsLong() / 1000.0)
                                        : OptionalDouble.empty()))
                .orElseGet(() ->
                        new LaneCredit(
                                member.lane().id(),
                                member.group().id(),
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                OptionalDouble.empty()));
    }
}
