package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Lanes;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.ParsedConfig;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialProviderTest {

    private static final SecretResolver NONE = SecretResolver.of(Map.of());
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/v1");

    @Test
    void its_configuration_is_right_without_any_secret_of_the_environment() {
        ParsedConfig.Valid parsed = TrialProvider.configWithout(NONE);

        assertThat(Lanes.of(parsed.config()).size()).isEqualTo(2);
        assertThat(parsed.config().models())
                .extracting(ModelConfig::name)
                .containsExactly("gpt-4o-mini");
        assertThat(parsed.config().customers())
                .extracting(CustomerConfig::id)
                .containsExactly("demo");
    }

    @Test
    void the_audit_log_can_be_verified_without_the_provider() {
        try (TrialProvider trial = TrialProvider.start()) {
            assertThat(NONE.resolve(trial.config(NONE).config().auditRootKey()))
                    .isEqualTo(
                            NONE.resolve(
                                    TrialProvider.configWithout(NONE).config().auditRootKey()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-a", "key-b"})
    void it_answers_the_keys_of_its_configuration_where_the_greeting_says(String key)
            throws Exception {
        try (TrialProvider trial = TrialProvider.start()) {
            Matcher url = URL.matcher(trial.greeting(18_080).orElseThrow());
            assertThat(url.find()).isTrue();

            assertThat(call(url.group(), "sk-sim-" + key)).isEqualTo(200);
            assertThat(call(url.group(), "sk-other")).isEqualTo(401);
        }
    }

    @Test
    void the_greeting_names_a_key_of_the_configuration_with_its_secret() throws Exception {
        try (TrialProvider trial = TrialProvider.start()) {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest("secret".getBytes(StandardCharsets.UTF_8));

            assertThat(trial.greeting(18_080).orElseThrow())
                    .contains("curl -s http://127.0.0.1:18080/v1/chat/completions ")
                    .contains("Authorization: Bearer vk_demo_secret")
                    .contains("keys key-a and key-b of 600 requests/min");
            assertThat(trial.config(NONE).redacted())
                    .contains("%064x".formatted(new BigInteger(1, hash)));
        }
    }

    @Test
    void the_greeting_names_the_topic_that_gets_results_in_json() {
        try (TrialProvider trial = TrialProvider.start()) {
            assertThat(trial.greeting(18_080).orElseThrow()).contains("topic results.demo");
            assertThat(trial.config(NONE).config().customers())
                    .extracting(CustomerConfig::results)
                    .containsExactly(
                            Optional.of(
                                    new CustomerConfig.ResultsTopic(
                                            "results.demo",
                                            CustomerConfig.ResultsTopic.Format.JSON)));
        }
    }

    @Test
    void beside_a_configuration_of_ones_own_there_is_none() {
        try (TrialProvider trial = TrialProvider.none()) {
            assertThat(trial.greeting(18_080)).isEmpty();
        }
    }

    private static int call(String url, String secret) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
                            .header("Authorization", "Bearer " + secret)
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            """
                                            {"model":"gpt-4o-mini","max_tokens":5,\
                                            "messages":[{"role":"user","content":"hello"}]}\
                                            """))
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
