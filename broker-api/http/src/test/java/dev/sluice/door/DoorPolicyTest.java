package dev.sluice.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.client.wire.BatchLine;
import dev.sluice.config.VirtualKeys;
import dev.sluice.door.DoorPolicy.Decision;
import dev.sluice.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoorPolicyTest {

    private static final byte[] BODY =
            "{\"model\":\"gpt-4o-mini\"}".getBytes(StandardCharsets.UTF_8);

    private final DoorPolicy policy = DoorPolicy.of(Samples.config());
    private final VirtualKeys.Entry demo =
            VirtualKeys.of(Samples.config()).find("demo").orElseThrow();

    @Test
    void aRequestIsPublishedForTheKeysCustomerWithTheKeysId() {
        Decision.Publish publish = publish(Map.of("sluice-key", "another"));

        assertThat(publish.request().customer()).contains("acme");
        assertThat(publish.request().headers()).containsExactly(Map.entry("sluice-key", "demo"));
    }

    @Test
    void sluiceHeadersBecomeRecordHeadersAndOthersDoNot() {
        Map<String, String> given =
                Map.of(
                        "idempotency-key", "step-1",
                        "sluice-deadline", "30s",
                        "sluice-priority", "batch",
                        "sluice-workflow", "w",
                        "sluice-step", "s",
                        "sluice-tags", "env=prod",
                        "traceparent", "00-aa-bb-01",
                        "authorization", "Bearer vk_demo_secret",
                        "cookie", "c");

        Decision.Publish publish = publish(given);

        assertThat(publish.request().headers())
                .containsOnlyKeys(
                        "idempotency-key",
                        "sluice-deadline",
                        "sluice-key",
                        "sluice-priority",
                        "sluice-step",
                        "sluice-tags",
                        "sluice-workflow",
                        "traceparent")
                .containsEntry("idempotency-key", "step-1");
        assertThat(publish.answerBy()).isEqualTo(Samples.NOON.plus(Duration.ofSeconds(40)));
    }

    @Test
    void theClientsOwnIdIsTheCustomId() {
        String line =
                StandardCharsets.UTF_8
                        .decode(publish(Map.of("x-client-request-id", "mine")).request().value())
                        .toString();

        assertThat(line).startsWith("{\"custom_id\":\"mine\",\"method\":\"POST\"");
    }

    @Test
    void aDeadlineThatCannotBeReadIsRefused() {
        assertThat(chat(Map.of("sluice-deadline", "soon"), BODY))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.error().param()).contains("sluice-deadline"));
    }

    @Test
    void aBodyOverTheBoundIsRefused() {
        assertThat(chat(Map.of(), new byte[policy.bodyBytesMax() + 1]))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.error().status()).isEqualTo(413));
    }

    @Test
    void theListOfModelsHasThoseOfTheKey() throws Exception {
        DoorAnswer answer = policy.models(demo);

        assertThat(new JsonMapper().readTree(answer.bytes()))
                .isEqualTo(
                        new JsonMapper()
                                .readTree(
                                        """
                                        {"object":"list","data":[{"id":"gpt-4o-mini",
                                         "object":"model","created":0,"owned_by":"sim"}]}
                                        """));
    }

    private Decision.Publish publish(Map<String, String> headers) {
        return (Decision.Publish) chat(headers, BODY);
    }

    private Decision chat(Map<String, String> headers, byte[] body) {
        return policy.ask(
                demo,
                BatchLine.CHAT_URL,
                name -> Optional.ofNullable(headers.get(name)),
                body,
                Samples.NOON);
    }
}
