package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensCommandTest {

    private static final String BODY =
            "{'model':'gpt-4o-mini','max_tokens':10,'messages':[{'role':'user','content':'hello'}]}"
                    .replace('\'', '"');

    @TempDir private Path folder;
    private Path config;

    @BeforeEach
    void writeConfig() throws IOException {
        config = folder.resolve("sluice.yaml");
        Files.writeString(
                config,
                """
                providers:
                  sim: {type: openai, base_url: "http://127.0.0.1:1/v1", keys: [{id: k, secret: "${env:NOT_SET}"}]}
                models:
                  gpt-4o-mini: {provider: sim, max_output_tokens: 1024}
                  llama: {provider: sim, max_output_tokens: 64, estimator: bytes}
                customers: {}
                prices:
                  gpt-4o-mini: {input_per_million: 0.15, output_per_million: 0.60}
                  llama: {input_per_million: 0, output_per_million: 0}
                audit: {root_key: "${env:NOT_SET_EITHER}"}
                """);
    }

    private Ran run(String body, String... more) throws IOException {
        Path file = folder.resolve("body.json");
        Files.writeString(file, body);
        String[] arguments = new String[more.length + 4];
        arguments[0] = "tokens";
        arguments[1] = file.toString();
        arguments[2] = "--config";
        arguments[3] = config.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Ran.of(arguments);
    }

    @Test
    void the_parts_and_what_would_be_reserved_are_printed_without_any_secret() throws IOException {
        Ran ran = run(BODY);

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines())
                .containsExactly(
                        "gpt-4o-mini at sim (gpt-4o-mini), /v1/chat/completions",
                        "estimator: exact (o200k_base)",
                        "",
                        "  text                          2",
                        "  overhead                      6",
                        "  input                         8",
                        "  output at most               10",
                        "",
                        "0.0000072 USD reserved");
    }

    @Test
    void the_same_is_one_object_of_json() throws IOException {
        Ran ran = run(BODY, "--model", "llama", "--json");

        JsonNode object = new JsonMapper().readTree(ran.out());
        assertThat(object.path("estimator").asText()).isEqualTo("bytes (one a byte)");
        assertThat(object.path("parts").path("text").asInt()).isEqualTo("userhello".length());
        assertThat(object.path("input_tokens").asInt()).isEqualTo(17);
        assertThat(object.path("output_tokens_max").asInt()).isEqualTo(10);
        assertThat(object.path("usd_max").decimalValue()).isZero();
    }

    @Test
    void a_body_that_would_be_refused_ends_with_the_reason() throws IOException {
        Ran ran = run(BODY.replace("10", "2000"));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualToIgnoringNewLines(
                        "sluice: max_tokens is 2000, but gpt-4o-mini gives at most 1024: ask for no"
                                + " more, or leave it out");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Ran ran = Ran.of("tokens", "/nowhere/body.json", "--config", config.toString());

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("cannot read /nowhere/body.json");
    }
}
