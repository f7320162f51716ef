package dev.sluice.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.integration.NativeProvider.Call;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.TokenUsage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every endpoint in its own words, from the agent to its provider and back, through both doors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointsIT {

    private static final String KEY = "vk_research_s3cr3t-of-research-9f2c";

    private final HttpClient client = HttpClient.newHttpClient();
    private final NativeProvider provider = new NativeProvider();
    private Stack stack;

    @BeforeAll
    void start(@TempDir Path folder) {
        stack = Stack.start(folder, this::withNativeProviders);
    }

    @AfterAll
    void close() {
        client.close();
        stack.close();
        provider.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    /v1/responses | /responses | {"model":"gpt","input":"hello"} | {"model":"gpt-at-host","input":"hello","max_output_tokens":512} | /v1/responses | authorization | Bearer sk-native-openai | 20/9/4/3
                    /v1/embeddings | /embeddings | {"model":"gpt","input":["a","b"]} | {"model":"gpt-at-host","input":["a","b"]} | /v1/embeddings | authorization | Bearer sk-native-openai | 8/0/0/0
                    /v1/messages | /messages | {"model":"claude","messages":[{"role":"user","content":"hello"}]} | {"model":"claude-at-host","messages":[{"role":"user","content":"hello"}],"max_tokens":512} | /v1/messages | x-api-key | sk-native-anthropic | 16/7/4/0
                    /v1beta/models/flash:generateContent | :generateContent | {"contents":[{"parts":[{"text":"hello"}]}]} | {"contents":[{"parts":[{"text":"hello"}]}],"generationConfig":{"maxOutputTokens":512}} | /v1beta/models/flash-at-host:generateContent | x-goog-api-key | sk-native-gemini | 10/5/4/3
                    """)
    void goesThroughUnchangedButForModelAndCap(
            String url,
            String answered,
            String body,
            String sent,
            String path,
            String header,
            String secret,
            String usage)
            throws Exception {
        String answer = NativeProvider.answerAt(answered);
        int before = provider.calls().size();

        HttpResponse<String> atTheDoor = post(url, header, body);
        InferenceResult throughKafka =
                stack.result(
                        stack.publish(
                                "{\"url\":\"" + url + "\",\"body\":" + body + "}",
                                Lines.research()));

        assertThat(atTheDoor.statusCode()).isEqualTo(200);
        assertThat(atTheDoor.body()).isEqualTo(answer);
        assertThat(throughKafka.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(UTF_8.decode(throughKafka.getBody().orElseThrow()).toString()).isEqualTo(answer);
        assertThat(throughKafka.getUsage().map(EndpointsIT::written)).contains(usage);
        assertThat(provider.calls().subList(before, provider.calls().size()))
                .hasSize(2)
                .allSatisfy(call -> {
                    assertThat(call.path()).isEqualTo(path);
                    assertThat(call.body()).isEqualTo(sent);
                    assertThat(header(call, header)).isEqualTo(secret);
                });
    }

    @Test
    void aModelOfAnotherDialectIsRefusedInTheWordsOfThePath() throws Exception {
        int before = provider.calls().size();

        HttpResponse<String> messages =
                post("/v1/messages", "x-api-key", "{\"model\":\"flash\",\"messages\":[]}");
        HttpResponse<String> generate =
                post("/v1beta/models/claude:generateContent", "x-goog-api-key", "{}");

        assertThat(messages.statusCode()).isEqualTo(400);
        assertThat(messages.body())
                .contains("\"type\":\"error\"")
                .contains("for this model, url must be one of /v1/chat/completions");
        assertThat(generate.statusCode()).isEqualTo(400);
        assertThat(generate.body())
                .contains("\"status\":\"INVALID_ARGUMENT\"")
                .contains("for this model, url must be one of /v1/chat/completions, /v1/messages");
        assertThat(provider.calls()).hasSize(before);
    }

    @Test
    void aChatCompletionIsTranslatedForEachOfThem() throws Exception {
        for (String model : new String[] {"claude", "flash"}) {
            HttpResponse<String> answer =
                    post(
                            "/v1/chat/completions",
                            "authorization",
                            "{\"model\":\""
                                    + model
                                    + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("\"object\":\"chat.completion\"")
                    .contains("\"content\":\"hi\"");
        }
    }

    private HttpResponse<String> post(String path, String header, String body) throws Exception {
        String key = header.equals("authorization") ? "Bearer " + KEY : KEY;
        return client.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + stack.all().httpPort() + path))
                        .header(header, key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String header(Call call, String name) {
        return call.headers().entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(each -> each.getValue().getFirst())
                .findAny()
                .orElse("");
    }

    private static String written(TokenUsage usage) {
        return usage.getInputTokens()
                + "/"
                + usage.getOutputTokens()
                + "/"
                + usage.getCachedInputTokens()
                + "/"
                + usage.getReasoningTokens();
    }

    private String withNativeProviders(String yaml) {
        String at = "http://127.0.0.1:" + provider.port();
        return yaml.replace("models: [gpt-4o-mini]", "models: [gpt-4o-mini, gpt, claude, flash]")
                .replace(
                        "models:\n",
                        """
                          oai: {type: openai, base_url: "%1$s/v1", keys: [{id: oai-a, secret: sk-native-openai}]}
                          ant: {type: anthropic, base_url: "%1$s/v1", keys: [{id: ant-a, secret: sk-native-anthropic}]}
                          goo: {type: gemini, base_url: "%1$s/v1beta", keys: [{id: goo-a, secret: sk-native-gemini}]}
                        models:
                          gpt: {provider: oai, provider_model: gpt-at-host, max_output_tokens: 512}
                          claude: {provider: ant, provider_model: claude-at-host, max_output_tokens: 512}
                          flash: {provider: goo, provider_model: flash-at-host, max_output_tokens: 512}
                        """
                                .formatted(at))
                .replace(
                        "prices:\n",
                        """
                        prices:
                          gpt: {input_per_million: 1, output_per_million: 2}
                          claude: {input_per_million: 1, output_per_million: 2}
                          flash: {input_per_million: 1, output_per_million: 2}
                        """);
    }
}
