package dev.sluice.testing;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Served;
import java.nio.ByteBuffer;

/** Results that the door's tests start from. */
public final class Results {

    private Results() {}

    /** An answer by {@code key-a} with this body, for 21 micro-dollars. */
    public static InferenceResult answered(String requestId, String body) {
        return result(requestId, ResultStatus.ANSWERED)
                .setStatusCode(200)
                .setBody(utf8(body))
                .setAttempts(2)
                .setCostPicos(21_000_000L)
                .setServed(Served.newBuilder().setProvider("sim").setProviderKey("key-a").build())
                .build();
    }

    /** No answer, for this reason. */
    public static InferenceResult refused(
            ResultStatus status, int statusCode, ResultError.Builder error) {
        return result(Samples.requestId(7), status)
                .setStatusCode(statusCode)
                .setError(error.build())
                .build();
    }

    public static ResultError.Builder error(String type) {
        return ResultError.newBuilder().setType(type).setMessage("because of " + type);
    }

    public static InferenceResult.Builder result(String requestId, ResultStatus status) {
        return ResultSamples.bare(status, 0).setRequestId(requestId);
    }

    public static ByteBuffer utf8(String text) {
        return ResultSamples.bytes(text);
    }
}
