package dev.sluice.worker.lane.journal;

import static dev.sluice.testing.Samples.NOON;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Claim;
import dev.sluice.schemas.record.Declined;
import dev.sluice.schemas.record.Ended;
import dev.sluice.schemas.record.InFlight;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Released;
import dev.sluice.schemas.record.Started;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a journal from letters: {@code c} claim, {@code s} started, {@code d} declined, {@code e}
 * ended, {@code r} a farewell that names the attempt, {@code o} one that does not. Capital letters
 * are those of the owner before the newest claim.
 */
final class Scribe {

    record Written(long offset, Instant at, JournalEntry entry) {}

    final Journal journal = new Journal(Anchor.BEGINNING);
    final List<Written> log = new ArrayList<>();
    Instant at = NOON;
    private long epoch;
    private long epochBefore;

    /** All about the attempt of work record 7. */
    static Scribe wrote(String order) {
        Scribe scribe = new Scribe();
        order.chars().forEach(letter -> scribe.write((char) letter, 7));
        return scribe;
    }

    void write(char letter, long work) {
        long by = Character.isUpperCase(letter) ? epochBefore : epoch;
        Object event =
                switch (Character.toLowerCase(letter)) {
                    case 'c' -> claim();
                    case 's' -> started(work, by);
                    case 'd' -> declined(work, by);
                    case 'e' -> ended(work, by);
                    case 'r' -> released(by, List.of(call(work)));
                    case 'o' -> released(by, List.of());
                    default -> throw new IllegalArgumentException("letter " + letter);
                };
        Written written = new Written(log.size(), at, new JournalEntry(event));
        log.add(written);
        journal.append(written.offset(), written.at(), written.entry());
    }

    /** Of the attempt of work record 7. */
    String standing() {
        return standing(journal, 7);
    }

    static String standing(Journal journal, long work) {
        return switch (journal.standing(new AttemptId("r" + work, 1))) {
            case Standing.Untouched _ -> "untouched";
            case Standing.Begun begun -> begun.leftAloneUntil().isPresent() ? "left" : "begun";
            case Standing.Refused refused ->
                    refused.leftAloneUntil().isPresent() ? "refusedLeft" : "refused";
            case Standing.Over _ -> "over";
        };
    }

    String spendings() {
        return journal.spendings().stream()
                .map(spending ->
                        switch (spending) {
                            case Spending.Call call -> "+" + call.tokens();
                            case Spending.Correction fix -> "-" + (fix.taken() - fix.counted());
                        })
                .collect(Collectors.joining(" "));
    }

    private Claim claim() {
        epochBefore = epoch;
        epoch = log.size();
        return Claim.newBuilder().setOwner("o" + epoch).setAt(at).build();
    }

    private static Started started(long work, long epoch) {
        return Started.newBuilder()
                .setRequestId("r" + work)
                .setAttempt(1)
                .setLane("sim/key-a")
                .setLease(1)
                .setEpoch(epoch)
                .setWorkOffset(work)
                .setTokens(120)
                .build();
    }

    private static Declined declined(long work, long epoch) {
        return Declined.newBuilder()
                .setRequestId("r" + work)
                .setAttempt(1)
                .setLane("sim/key-a")
                .setEpoch(epoch)
                .setWorkOffset(work)
                .setReason(NotCalledReason.COOLING)
                .build();
    }

    private static Ended ended(long work, long epoch) {
        return Ended.newBuilder()
                .setRequestId("r" + work)
                .setAttempt(1)
                .setLane("sim/key-a")
                .setEpoch(epoch)
                .setWorkOffset(work)
                .setTokens(15L)
                .build();
    }

    private Released released(long epoch, List<InFlight> calls) {
        return Released.newBuilder()
                .setEpoch(epoch)
                .setInFlight(calls)
                .setLatestEnd(at.plusSeconds(30))
                .build();
    }

    private static InFlight call(long work) {
        return new InFlight("r" + work, 1, "sim/key-a", work);
    }
}
