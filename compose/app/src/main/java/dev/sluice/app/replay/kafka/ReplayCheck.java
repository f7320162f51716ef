package dev.sluice.app.replay.kafka;

import dev.sluice.app.replay.ReplayPlan;
import dev.sluice.app.replay.Verdict;
import dev.sluice.dispatcher.admission.ingress.Envelope;
import dev.sluice.dispatcher.admission.ingress.Letter;
import dev.sluice.dispatcher.admission.ingress.Reading;
import dev.sluice.dispatcher.admission.ingress.ReplayForm;
import dev.sluice.dispatcher.admission.ingress.RequestReader;
import dev.sluice.dispatcher.admission.request.IncomingRequest;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.TurnedAway;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.ResultStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads what is to be replayed as admission would, under the configuration in force: what each
 * would cost at most, or why it would be turned away. One thread.
 */
final class ReplayCheck {

    private final RecordsAt records;
    private final ReplayForms forms;
    private final RequestReader reader;
    private final ReplayProgress progress;
    private final InstantSource clock;

    ReplayCheck(
            RecordsAt records,
            ReplayForms forms,
            RequestReader reader,
            ReplayProgress progress,
            InstantSource clock) {
        this.records = records;
        this.forms = forms;
        this.reader = reader;
        this.progress = progress;
        this.clock = clock;
    }

    /** The plan without {@link Verdict.Wanted}: each is ready, or cannot be. */
    ReplayPlan check(ReplayPlan plan) {
        Map<RequestId, Verdict.Wanted> wanted = new HashMap<>();
        List<RequestId> ids = new ArrayList<>();
        for (ReplayPlan.Item item : plan.items()) {
            if (item.verdict() instanceof Verdict.Wanted it) {
                wanted.put(item.request().id(), it);
                ids.add(item.request().id());
            }
        }
        Map<RequestId, Verdict> checked = new HashMap<>();
        Consumer<ConsumerRecord<byte[], byte[]>> each =
                record -> {
                    RequestId id =
                            new RequestId(
                                    ids.getFirst().topicId(), record.partition(), record.offset());
                    Verdict.Wanted it = wanted.get(id);
                    if (it != null) {
                        checked.put(id, check(record, it));
                        progress.at("checking", checked.size(), ids.size());
                    }
                };
        records.read(ids, each);
        return plan.with(item ->
                item.verdict() instanceof Verdict.Wanted
                        ? new ReplayPlan.Item(
                                item.request(), checked.getOrDefault(item.request().id(), gone()))
                        : item);
    }

    private static Verdict gone() {
        return new Verdict.Cannot("its record was deleted meanwhile: requests are kept for 7 days");
    }

    private Verdict check(ConsumerRecord<byte[], byte[]> record, Verdict.Wanted wanted) {
        Instant now = clock.instant();
        return switch (forms.of(record, wanted.root(), now)) {
            case ReplayForm.Impossible(String why) -> new Verdict.Cannot(why);
            case ReplayForm.OfJson(_, Letter.OfJson letter) -> read(letter, wanted, now);
            case ReplayForm.OfAvro(Letter.OfAvro letter) -> read(letter, wanted, now);
        };
    }

    private Verdict read(Letter letter, Verdict.Wanted wanted, Instant now) {
        return switch (reader.read(letter, wanted.root().toString(), now, now)) {
            case Reading.Accepted(IncomingRequest request) ->
                    holdsItsKey(request.facts(), letter, wanted)
                            ? new Verdict.Cannot(
                                    "its key holds the unknown outcome, as it must not be repeated: publish it under another key")
                            : new Verdict.Ready(
                                    wanted,
                                    request.draft().getReservation().getPicos(),
                                    Duration.between(now, request.facts().deadline()));
            case Reading.Turned(TurnedAway away) ->
                    new Verdict.Cannot(away.error().getType() + ": " + away.error().getMessage());
            case Reading.Unreadable(String reason, String detail) ->
                    new Verdict.Cannot(reason + ": " + detail);
        };
    }

    /** Admission would answer it with the outcome that it recorded. A new key holds nothing. */
    private static boolean holdsItsKey(RequestFacts facts, Letter letter, Verdict.Wanted wanted) {
        return wanted.end().status() == ResultStatus.OUTCOME_UNKNOWN
                && facts.calls() == RequestFacts.Calls.ONCE
                && Envelope.of(letter)
                        .key()
                        .filter(key -> !key.equals(ReplayForm.KEY_PREFIX + wanted.root()))
                        .isPresent();
    }
}
