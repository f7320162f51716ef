package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.CachePolicy;
import dev.sluice.config.CachePolicy.Requests;
import dev.sluice.dispatcher.admission.request.RequestFacts.Caching;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.CacheFor;
import dev.sluice.schemas.record.CacheWish;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an agent says that an answer to an equal request will do. */
class CacheWishTest {

    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"messages\":[],\"temperature\":0}";
    private static final String WARM = BODY.replace(":0}", ":1}");

    private final ReaderDesk desk = new ReaderDesk();

    private Reading json(String body, Optional<String> header) {
        Map<String, String> headers = new HashMap<>(Map.of("sluice-key", "demo"));
        header.ifPresent(text -> headers.put("sluice-cache", text));
        return desk.readJson("{\"body\":" + body + "}", headers);
    }

    private Reading avro(CacheWish wish) {
        InferenceRequest request =
                InferenceRequest.newBuilder()
                        .setVirtualKey("demo")
                        .setBody(new Body(ByteBuffer.wrap(BODY.getBytes(StandardCharsets.UTF_8))))
                        .setCache(wish)
                        .build();
        return desk.reader.read(
                new Letter.OfAvro(request, 100),
                Samples.requestId(3),
                ReaderDesk.NOON,
                ReaderDesk.NOON);
    }

    private static Optional<Caching> caching(Reading reading) {
        return ReaderDesk.accepted(reading).facts().wishes().caching();
    }

    @ParameterizedTest
    @CsvSource({
        "10m, PT10M, DETERMINISTIC",
        "10m any, PT10M, ANY",
        "PT90S, PT90S, DETERMINISTIC",
        "PT1H any, PT1H, ANY",
        "7d, PT168H, DETERMINISTIC",
        "none, PT0S, DETERMINISTIC",
    })
    void theHeaderSaysHowOldAndWhich(String text, Duration maxAge, Requests requests) throws Flaw {
        assertThat(CacheText.parse(text)).isEqualTo(new CachePolicy(maxAge, requests));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "any", "10", "8d", "-PT1S", "10m all", "2030-01-01T00:00:00Z"})
    void anotherTextIsRefused(String text) {
        assertThatThrownBy(() -> CacheText.parse(text)).isInstanceOf(Flaw.class);
        assertThat(ReaderDesk.turned(json(BODY, Optional.of(text))).error().getMessage())
                .contains("sluice-cache");
    }

    @Test
    void nothingUnlessItIsSaidOrChanceIsLeft() {
        assertThat(caching(json(BODY, Optional.empty()))).isEmpty();
        assertThat(caching(json(BODY, Optional.of("none")))).isEmpty();
        assertThat(caching(json(WARM, Optional.of("10m")))).isEmpty();
        assertThat(caching(json(WARM, Optional.of("10m any")))).isPresent();
    }

    @Test
    void bothFormsOfARequestAreEqual() {
        Optional<Caching> line = caching(json(BODY, Optional.of("10m")));
        assertThat(line.map(Caching::maxAge)).contains(Duration.ofMinutes(10));
        assertThat(caching(avro(new CacheWish(600_000L, CacheFor.DETERMINISTIC)))).isEqualTo(line);
        assertThat(caching(avro(new CacheWish(0L, CacheFor.ANY)))).isEmpty();
        assertThat(ReaderDesk.turned(avro(new CacheWish(-1L, CacheFor.ANY))).statusCode())
                .isEqualTo(400);
    }

    @Test
    void theCapThatTheModelHasIsPartOfIt() {
        String capped = BODY.replace("}", ",\"max_tokens\":1024}");
        String lower = BODY.replace("}", ",\"max_tokens\":1023}");
        Optional<Caching> without = caching(json(BODY, Optional.of("10m")));
        assertThat(caching(json(capped, Optional.of("10m")))).isEqualTo(without);
        assertThat(caching(json(lower, Optional.of("10m")))).isNotEqualTo(without);
    }
}
