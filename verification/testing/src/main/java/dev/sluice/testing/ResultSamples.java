package dev.sluice.testing;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Served;
import dev.sluice.schemas.record.TokenUsage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Results as admission writes them. */
public final class ResultSamples {

    public static final String ID = Samples.requestId(7);

    private ResultSamples() {}

    /** With nothing that a result may be without. */
    public static InferenceResult.Builder bare(ResultStatus status, int code) {
        return InferenceResult.newBuilder()
                .setRequestId(ID)
                .setTenant(Samples.TENANT)
                .setStatus(status)
                .setStatusCode(code)
                .setAcceptedAt(Samples.NOON)
                .setFinishedAt(Samples.NOON)
                .setConfigVersion(1);
    }

    public static InferenceResult.Builder answered(String body) {
        return bare(ResultStatus.ANSWERED, 200)
                .setCustomId("c-1")
                .setBody(bytes(body))
                .setAttempts(1)
                .setServed(
                        Served.newBuilder()
                                .setProvider("sim")
                                .setModel("gpt-4o-mini")
                                .setProviderKey("key-a")
                                .build())
                .setUsage(TokenUsage.newBuilder().setInputTokens(12).setOutputTokens(34).build())
                .setCostPicos(22_200_000)
                .setQueueMillis(5)
                .setProviderMillis(300)
                .setWorkflow("w-1")
                .setStep("plan");
    }

    public static InferenceResult.Builder unanswered(
            ResultStatus status, int code, String message) {
        return bare(status, code)
                .setError(ResultError.newBuilder().setType("a_type").setMessage(message).build());
    }

    public static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
