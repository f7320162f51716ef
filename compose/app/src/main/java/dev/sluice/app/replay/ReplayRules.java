package dev.sluice.app.replay;

import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.ResultStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is asked for.
 *
 * @param statuses ends after which a request is replayed
 * @param customer whose requests; empty: of all
 * @param keptFor how long admission keeps the answers of idempotency keys
 */
public record ReplayRules(Set<ReplayStatus> statuses, Optional<String> customer, Duration keptFor) {

    public ReplayRules {
        statuses = Set.copyOf(statuses);
    }

    /** A request with its end, if it has one. */
    record Member(KnownRequest request, Optional<KnownEnd> end) {
        private Optional<KnownEnd.Result> result() {
            return end.flatMap(it ->
                    it instanceof KnownEnd.Result result ? Optional.of(result) : Optional.empty());
        }

        private Instant finishedAt() {
            return result().map(KnownEnd.Result::finishedAt).orElse(Instant.MIN);
        }

        private boolean isFromBefore(Instant horizon) {
            return request.acceptedAt().isBefore(horizon);
        }

        /** The customer of the result counts where nobody has the virtual key any more. */
        private boolean isOf(String customer) {
            return request.owner().isKnown()
                    ? request.owner().customer().equals(customer)
                    : result().filter(it -> it.customer().equals(customer)).isPresent();
        }
    }

    /** What becomes of a group, and which of its requests decided that: the one to be replayed. */
    record Judged(KnownRequest request, Verdict verdict) {}

    boolean concern(List<Member> group) {
        return customer.isEmpty() || group.stream().anyMatch(member -> member.isOf(customer.get()));
    }

    /** {@code group} has one request or more. */
    Judged judge(List<Member> group, Instant now) {
        Optional<Member> answered = first(group, member -> isAnswered(member));
        if (answered.isPresent()) {
            return judged(answered.get(), new Verdict.Answered(answered.get().request().id()));
        }
        Instant horizon = now.minus(keptFor);
        Optional<Member> open =
                first(group, member -> member.end().isEmpty() && !member.isFromBefore(horizon));
        if (open.isPresent()) {
            return judged(open.get(), new Verdict.InProgress(open.get().request().id()));
        }
        Member last = lastWord(group);
        if (last.isFromBefore(horizon)) {
            return judged(last, new Verdict.Cannot(tooOld()));
        }
        return judged(last, ofEnded(last, group));
    }

    private Verdict ofEnded(Member last, List<Member> group) {
        return switch (last.end().orElseThrow()) {
            case KnownEnd.Buried(String reason) ->
                    new Verdict.Cannot("it lies in inference.dead-letters: " + reason);
            case KnownEnd.Result result -> {
                ReplayStatus status = ReplayStatus.of(result.status()).orElseThrow();
                yield statuses.contains(status)
                        ? new Verdict.Wanted(last.request().root(), result, spent(group))
                        : new Verdict.Left(status);
            }
        };
    }

    /**
     * The latest end says how things stand. A refusal for the key of another request says nothing,
     * unless nothing else is known.
     */
    private static Member lastWord(List<Member> group) {
        Comparator<Member> later =
                Comparator.comparing((Member member) ->
                                member.result().filter(it -> !it.isOfAnother()).isPresent())
                        .thenComparing(Member::finishedAt)
                        .thenComparing(member -> member.request().acceptedAt());
        return group.stream().max(later).orElseThrow();
    }

    private static boolean isAnswered(Member member) {
        return member.result().filter(it -> it.status() == ResultStatus.ANSWERED).isPresent();
    }

    private static Optional<Member> first(List<Member> group, Predicate<Member> which) {
        return group.stream().filter(which).findFirst();
    }

    private static long spent(List<Member> group) {
        return group.stream()
                .flatMap(member -> member.result().stream())
                .mapToLong(KnownEnd.Result::costPicos)
                .sum();
    }

    private String tooOld() {
        return "it is older than %d days: an answer to it would not be known any more"
                .formatted(keptFor.toDays());
    }

    private static Judged judged(Member member, Verdict verdict) {
        return new Judged(member.request(), verdict);
    }

    /** Ids are positions: this is the order in which the replays are published. */
    static final Comparator<RequestId> BY_POSITION =
            Comparator.comparingInt(RequestId::partition).thenComparingLong(RequestId::offset);
}
