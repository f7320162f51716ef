package dev.sluice.worker.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EchoClientTest {

    private final Attempt attempt = Samples.attempt(Samples.requestId(1));

    @Test
    void theLastMessageComesBackAsAnAnswerWithinItsBounds() {
        CallOutcome outcome = call(attempt);

        assertThat(outcome.kind()).isEqualTo(EndKind.ANSWERED);
        assertThat(outcome.billing()).isEqualTo(Billing.ACTUAL);
        assertThat(outcome.usage().orElseThrow().getInputTokens())
                .isLessThanOrEqualTo(attempt.getInputTokens());
        assertThat(outcome.usage().orElseThrow().getOutputTokens())
                .isLessThanOrEqualTo(attempt.getMaxOutputTokens());
        assertThat(text(outcome)).contains("\"content\":\"hello\"").contains("\"usage\"");
    }

    @Test
    void aBodyWithoutMessagesIsAnsweredToo() {
        ByteBuffer odd = ByteBuffer.wrap("not json".getBytes(UTF_8));

        assertThat(text(call(Attempt.newBuilder(attempt).setBody(new Body(odd)).build())))
                .contains("\"content\":\"\"");
    }

    private static CallOutcome call(Attempt attempt) {
        return new EchoClient().call(attempt, Samples.providerKey("key-a"), Samples.NOON);
    }

    private static String text(CallOutcome outcome) {
        return UTF_8.decode(outcome.response().orElseThrow().duplicate()).toString();
    }
}
