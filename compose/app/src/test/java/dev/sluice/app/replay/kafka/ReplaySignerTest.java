package dev.sluice.app.replay.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.replay.ReplayRefused;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.signing.SigningRoot;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.dispatcher.admission.ingress.Letter;
import dev.sluice.dispatcher.admission.ingress.ReplayForm;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.signature.SignedText;
import dev.sluice.schemas.signature.SigningKey;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is published again at a signed door has a signature of now, over what was changed too. */
class ReplaySignerTest {

    private static final Instant NOON = Samples.NOON;
    private static final String ROOT = "0123456789abcdef0123456789abcdef";
    private static final ByteBuffer LINE =
            ByteBuffer.wrap(Desk.LINE.getBytes(StandardCharsets.UTF_8));

    @Test
    void aTrustingDoorGetsItAsItIs() {
        ReplayForm form = json(Map.of("sluice-key", "demo"));
        assertThat(signer("auth: trusted").sign(form, NOON)).isSameAs(form);
    }

    @Test
    void aLineGetsItsSignatureAmongTheChangedHeaders() {
        ReplayForm.OfJson signed =
                (ReplayForm.OfJson)
                        signer("auth: signed")
                                .sign(
                                        json(
                                                Map.of(
                                                        "sluice-key", "demo",
                                                        "sluice-signature", "that of the original",
                                                        "sluice-replay-of", "x")),
                                        NOON);

        Signature signature =
                Signature.parse(signed.headers().getOrDefault("sluice-signature", ""))
                        .orElseThrow();
        assertThat(signature.stamp().at()).isEqualTo(NOON);
        assertThat(signed.headers()).containsEntry("changed", "by the replay");
        assertThat(
                        SigningKey.of("demo", "secret")
                                .signed(
                                        SignedText.ofJson(
                                                        Topics.REQUESTS,
                                                        LINE,
                                                        Map.of(
                                                                "sluice-key", "demo",
                                                                "sluice-replay-of", "x"),
                                                        signature.stamp())
                                                .orElseThrow(),
                                        signature))
                .isTrue();
    }

    @Test
    void anAvroRequestGetsItInItsField() {
        InferenceRequest request =
                InferenceRequest.newBuilder()
                        .setVirtualKey("demo")
                        .setBody(new Body(Samples.chatBody("hello")))
                        .setReplayOf("x")
                        .build();
        ReplayForm.OfAvro signed =
                (ReplayForm.OfAvro)
                        signer("auth: signed")
                                .sign(new ReplayForm.OfAvro(new Letter.OfAvro(request, 1)), NOON);

        InferenceRequest again = signed.letter().request();
        Signature signature =
                Signature.parse(
                                StandardCharsets.UTF_8
                                        .decode(again.getSignature().orElseThrow().duplicate())
                                        .toString())
                        .orElseThrow();
        SignedText text =
                SignedText.ofAvro(Topics.REQUESTS, request, signature.stamp()).orElseThrow();
        assertThat(SigningKey.of("demo", "secret").signed(text, signature)).isTrue();
    }

    @Test
    void whatNothingCanSignCannotBeReplayed() {
        assertThat(signer("auth: signed").sign(json(Map.of("sluice-key", "nobody")), NOON))
                .isInstanceOf(ReplayForm.Impossible.class);
        assertThat(
                        signer("auth: signed")
                                .sign(json(Map.of("sluice-key", "demo", "sluice-a", "\n")), NOON))
                .isInstanceOf(ReplayForm.Impossible.class);
    }

    @Test
    void withoutTheRootNothingIsReplayed() {
        SluiceConfig config = config("auth: signed");
        assertThatThrownBy(() -> ReplaySigner.of(config, SecretResolver.of(Map.of())::resolve))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining("kafka_door.signing_root")
                .hasMessageContaining("${env:ROOT}");
    }

    private static ReplayForm json(Map<String, String> headers) {
        return new ReplayForm.OfJson(
                Map.of("changed", "by the replay"), new Letter.OfJson(LINE, headers, 1));
    }

    private static ReplaySigner signer(String auth) {
        return ReplaySigner.of(config(auth), SecretResolver.of(Map.of("ROOT", ROOT))::resolve);
    }

    private static SluiceConfig config(String auth) {
        String wrapped =
                SigningRoot.of(ROOT)
                        .wrap("demo", Samples.SECRET_SHA256, SigningKey.of("demo", "secret"));
        String yaml =
                """
                kafka_door: {%s, signing_root: "${env:ROOT}"}
                providers: {e: {type: echo, keys: [{id: k, secret: "${env:E}"}]}}
                models: {m: {provider: e, max_output_tokens: 1}}
                customers:
                  c: {teams: {t: {keys: [{id: demo, secret_sha256: "%s", signing_key: "%s", models: [m]}]}}}
                prices: {m: {input_per_million: 0, output_per_million: 0}}
                audit: {root_key: "${env:A}"}
                """
                        .formatted(auth, Samples.SECRET_SHA256, wrapped);
        return ((ParsedConfig.Valid) ConfigParser.parse(yaml, "test.yaml")).config();
    }
}
