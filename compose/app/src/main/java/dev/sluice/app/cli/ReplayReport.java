package dev.sluice.app.cli;

import dev.sluice.app.replay.ReplayPlan;
import dev.sluice.app.replay.kafka.ReplayResults;
import dev.sluice.schemas.id.RequestId;
import java.util.Map;

/** Tells what a replay does. Called in the order of its methods. */
interface ReplayReport {

    void planned(ReplayPlan plan);

    /** Kafka has a replay; not called in a dry run. */
    void published(RequestId original, RequestId replay);

    /** After all were published that could be, also where it failed on the way. */
    void publishedAll(int count);

    /** After waiting; {@code published} is by the original's id. */
    void ended(Map<RequestId, RequestId> published, Map<RequestId, ReplayResults.Outcome> outcomes);

    /** Nothing more comes, whether it went well or not. */
    void done();
}
