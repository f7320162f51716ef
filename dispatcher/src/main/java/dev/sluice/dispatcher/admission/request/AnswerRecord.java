package dev.sluice.dispatcher.admission.request;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How it stands with an {@link AnswerKey}: who is called for it or what the answer is, and who
 * waits for that.
 *
 * @param bodyHash of all requests with an idempotency key; empty where the key is a digest itself
 * @param joiners in the order in which they came, at most {@value #JOINERS_MAX}
 */
public record AnswerRecord(Standing standing, String bodyHash, List<Joiner> joiners) {

    /** Whether there is an answer to be given again. */
    public boolean isAnswered() {
        return standing instanceof Standing.Answered;
    }

    /** The answer to an idempotency key: as long as requests and results are kept. */
    public static final Duration KEPT = Duration.ofDays(7);

    /** Requests that may wait for the answer of one other. */
    public static final int JOINERS_MAX = 100;

    /** Who, if anybody, is called. */
    public sealed interface Standing {

        /** This request is the first: it waits, is called, or its call has not ended yet. */
        record Open(String requestId) implements Standing {}

        /** The first one ended without an answer: one of the joiners takes its place. */
        record Vacant(Instant since) implements Standing {}

        /**
         * @param at when it was given
         * @param until when it is forgotten
         */
        record Answered(String requestId, Instant at, Instant until) implements Standing {}
    }

    /** A request that waits for the answer, until its own deadline. */
    public record Joiner(String requestId, Instant deadline) {}

    public AnswerRecord {
        joiners = List.copyOf(joiners);
    }

    /** A request that is the first with its key. */
    public static AnswerRecord open(String requestId, String bodyHash) {
        return new AnswerRecord(new Standing.Open(requestId), bodyHash, List.of());
    }

    public boolean isOpenOf(String requestId) {
        return standing instanceof Standing.Open(String first) && first.equals(requestId);
    }

    public boolean isFull() {
        return joiners.size() >= JOINERS_MAX;
    }

    /** With another first one, who is no joiner any more. */
    public AnswerRecord openedBy(String requestId) {
        return new AnswerRecord(new Standing.Open(requestId), bodyHash, without(requestId).joiners);
    }

    public AnswerRecord answered(String requestId, Instant at, Instant until) {
        return new AnswerRecord(new Standing.Answered(requestId, at, until), bodyHash, joiners);
    }

    public AnswerRecord vacant(Instant since) {
        return new AnswerRecord(new Standing.Vacant(since), bodyHash, joiners);
    }

    public AnswerRecord with(Joiner joiner) {
        List<Joiner> more = new ArrayList<>(joiners);
        more.add(joiner);
        return new AnswerRecord(standing, bodyHash, more);
    }

    public AnswerRecord without(String requestId) {
        return new AnswerRecord(
                standing,
                bodyHash,
                joiners.stream().filter(each -> !each.requestId().equals(requestId)).toList());
    }

    /** Without those that came first. */
    public AnswerRecord withoutFirst(int count) {
        return new AnswerRecord(standing, bodyHash, joiners.subList(count, joiners.size()));
    }

    /** The joiner that has most time left; of several the one that came first. */
    public Optional<Joiner> heir() {
        return joiners.stream().max(Comparator.comparing(Joiner::deadline));
    }

    /** When admission's timer must look at it. */
    public Optional<Instant> dueAt() {
        return switch (standing) {
            case Standing.Open _ -> Optional.empty();
            case Standing.Vacant(Instant since) -> Optional.of(since);
            case Standing.Answered(_, Instant at, Instant until) ->
                    Optional.of(joiners.isEmpty() ? until : at);
        };
    }
}
