package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.schemas.record.InferenceRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it is published once more: as it was, but for its deadline, the link to the original
 * and, where it had no idempotency key, one that two replays of it share.
 */
public sealed interface ReplayForm {

    /** In front of the original's id, the idempotency key of a replay that had none. */
    String KEY_PREFIX = "replay/";

    /**
     * The same bytes.
     *
     * @param headers those that are put in, or in place of those of the same name
     * @param letter with all of its headers
     */
    record OfJson(Map<String, String> headers, Letter.OfJson letter) implements ReplayForm {
        public OfJson {
            headers = Map.copyOf(headers);
        }
    }

    /** An Avro record that is to be written anew. */
    record OfAvro(Letter.OfAvro letter) implements ReplayForm {}

    /** It cannot be published again as it is. */
    record Impossible(String why) implements ReplayForm {}

    /**
     * What is to be replayed.
     *
     * @param root id of the original: that of the first request where this one is a replay itself
     * @param acceptedAt when this one was accepted: what its deadline counts from
     */
    record Original(String root, Instant acceptedAt, Letter letter) {}

    /**
     * A deadline that was a time of its own is moved, so that the replay has as long as the
     * original had. One that counts from acceptance stays.
     *
     * @param wish a deadline in place of the original's
     */
    static ReplayForm of(Original original, Optional<DeadlineWish> wish, Instant now) {
        try {
            return switch (original.letter()) {
                case Letter.OfJson json -> json(original, json, wish);
                case Letter.OfAvro avro -> avro(original, avro, wish, now);
            };
        } catch (DateTimeException | ArithmeticException e) {
            return new Impossible("its deadline is beyond all times: give one with --deadline");
        }
    }

    private static ReplayForm json(
            Original original, Letter.OfJson json, Optional<DeadlineWish> wish) {
        Map<String, String> changed = new TreeMap<>();
        changed.put(JsonLine.REPLAY_OF_HEADER, original.root());
        if (Envelope.of(json).key().isEmpty()) {
            changed.put(JsonLine.IDEMPOTENCY_HEADER, KEY_PREFIX + original.root());
        }
        Optional<Duration> moved = wish.isPresent() ? Optional.empty() : lengthOf(original, json);
        if (moved.filter(length -> !length.isPositive()).isPresent()) {
            return late();
        }
        wish.map(ReplayForm::text)
                .or(() -> moved.map(Duration::toString))
                .ifPresent(deadline -> changed.put(JsonLine.DEADLINE_HEADER, deadline));
        return new OfJson(changed, with(json, changed));
    }

    /** How long the original had, where its deadline is a time of its own. */
    private static Optional<Duration> lengthOf(Original original, Letter.OfJson json) {
        return json.header(JsonLine.DEADLINE_HEADER)
                .flatMap(DeadlineWish::parse)
                .flatMap(own ->
                        own instanceof DeadlineWish.At(Instant time)
                                ? Optional.of(Duration.between(original.acceptedAt(), time))
                                : Optional.empty());
    }

    private static String text(DeadlineWish wish) {
        return switch (wish) {
            case DeadlineWish.After(Duration length) -> length.toString();
            case DeadlineWish.At(Instant time) -> time.toString();
        };
    }

    private static Letter.OfJson with(Letter.OfJson json, Map<String, String> changed) {
        Map<String, String> headers = new TreeMap<>(json.headers());
        headers.putAll(changed);
        int added =
                changed.entrySet().stream()
                        .mapToInt(header -> header.getKey().length() + header.getValue().length())
                        .sum();
        return new Letter.OfJson(json.line(), headers, json.bytes() + added);
    }

    private static ReplayForm avro(
            Original original, Letter.OfAvro avro, Optional<DeadlineWish> wish, Instant now) {
        InferenceRequest request = avro.request();
        Optional<Duration> own =
                request.getDeadline()
                        .map(deadline -> Duration.between(original.acceptedAt(), deadline));
        if (wish.isEmpty() && own.filter(length -> !length.isPositive()).isPresent()) {
            return late();
        }
        InferenceRequest.Builder again =
                InferenceRequest.newBuilder(request)
                        .setReplayOf(original.root())
                        .setDeadline(
                                wish.map(it -> it.from(now))
                                        .or(() -> own.map(now::plus))
                                        .orElse(null));
        if (Envelope.of(avro).key().isEmpty()) {
            again.setIdempotencyKey(KEY_PREFIX + original.root());
        }
        int added = 2 * (KEY_PREFIX.length() + original.root().length());
        return new OfAvro(new Letter.OfAvro(again.build(), avro.bytes() + added));
    }

    private static Impossible late() {
        return new Impossible("its deadline had passed when it came: give one with --deadline");
    }
}
