package dev.sluice.app.replay;

import dev.sluice.app.replay.KnownRequest.Owner;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.Optional;

/** Requests of partition 0 and how they ended. Offset n was accepted n seconds after noon. */
public final class Requests {

    public static final Instant NOON = Samples.NOON;
    public static final Owner RESEARCH = new Owner("acme", "research");

    private Requests() {}

    public static RequestId id(long offset) {
        return new RequestId(Samples.TOPIC_ID, 0, offset);
    }

    /** Without a key, of no workflow. */
    public static KnownRequest request(long offset) {
        return owned(RESEARCH, offset, Optional.empty(), Optional.empty());
    }

    static KnownRequest keyed(long offset, String key) {
        return owned(RESEARCH, offset, Optional.of(key), Optional.empty());
    }

    static KnownRequest replay(long offset, long root) {
        return owned(RESEARCH, offset, Optional.empty(), Optional.of(id(root)));
    }

    static KnownRequest owned(
            Owner owner, long offset, Optional<String> key, Optional<RequestId> replayOf) {
        return new KnownRequest(
                id(offset),
                owner,
                key,
                replayOf,
                Optional.empty(),
                Optional.empty(),
                NOON.plusSeconds(offset));
    }

    /** Of the workflow's step, which is its key. */
    public static KnownRequest step(long offset, String workflow, String step) {
        return new KnownRequest(
                id(offset),
                RESEARCH,
                Optional.of(workflow + "/" + step),
                Optional.empty(),
                Optional.of(workflow),
                Optional.of(step),
                NOON.plusSeconds(offset));
    }

    public static KnownEnd.Result result(ResultStatus status, String error, long second) {
        return new KnownEnd.Result(status, "acme", error, 7, NOON.plusSeconds(second));
    }

    /** With an error as it is usual. */
    public static KnownEnd.Result result(ResultStatus status, long second) {
        return result(status, status == ResultStatus.ANSWERED ? "" : "an_error", second);
    }
}
