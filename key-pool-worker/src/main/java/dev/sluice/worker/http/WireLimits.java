package dev.sluice.worker.http;

import dev.sluice.config.WorkerPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * How long and how much of one call.
 *
 * @param connect from its start until its connection stands
 * @param firstByte from the last byte of the request to the head of the answer
 * @param idle between two bytes, of the request or of the answer
 * @param answerBytesMax a longer answer is not read
 */
record WireLimits(Duration connect, Duration firstByte, Duration idle, int answerBytesMax) {

    static WireLimits of(WorkerPolicy policy) {
        return new WireLimits(
                policy.connectTimeout(),
                policy.firstByteTimeout(),
                policy.idleTimeout(),
                policy.answerBytesMax());
    }

    Duration shortest() {
        return Collections.min(List.of(connect, firstByte, idle));
    }

    /** How long a call may stand as it does. */
    Duration of(CallProgress.Phase phase) {
        return switch (phase) {
            case CONNECTING -> connect;
            case SENDING, READING -> idle;
            case AWAITING -> firstByte;
        };
    }
}
