package dev.sluice.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process. */
class MainTest {

    private static final String CONFIG =
            """
            providers:
              echo: {type: echo, base_url: "http://127.0.0.1:1/v1", keys: [{id: e, secret: none}]}
            models: {echo: {provider: echo, max_output_tokens: 64}}
            customers:
              acme:
                teams:
                  research: {keys: [{id: demo, secret_sha256: "SHA", models: [echo]}]}
            prices: {echo: {input_per_million: 0, output_per_million: 0}}
            audit: {root_key: for a test}
            """
                    .replace("SHA", "ab".repeat(32));

    @TempDir Path folder;

    @Test
    void numbers_are_written_alike_where_others_write_them_with_other_digits() throws Exception {
        Path file = Files.writeString(folder.resolve("sluice.yaml"), CONFIG);

        assertThat(output("config", "validate", file.toString()))
                .isEqualTo(file + " is valid: 1 lanes, 1 models, 1 customers\n");
    }

    @Test
    void a_valid_configuration_is_told_with_the_names_of_its_rules() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("sluice.yaml"),
                        CONFIG
                                + "rules:\n"
                                + "  - {name: dear, when: cost_usd > 1, then: {deny: too dear}}\n"
                                + "  - {name: late, when: true, then: {priority: batch}}\n");

        assertThat(output("config", "validate", file.toString()))
                .endsWith("1 customers\n2 rules: dear, late\n");
    }

    @Test
    void without_a_command_it_says_which_there_are() throws Exception {
        assertThat(output())
                .startsWith("Usage: sluice [-hV] COMMAND\n")
                .contains("demo", "up", "run", "publish", "results", "spend", "audit", "topics");
    }

    @Test
    void the_version_names_java_and_kafka() {
        assertThat(new Main.Version().getVersion())
                .singleElement()
                .asString()
                .matches(
                        "sluice .+, Java "
                                + Runtime.version().feature()
                                + "\\S*, Kafka \\d+\\.\\d+\\S*");
    }

    private static String output(String... arguments) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.language=ar",
                        "-Duser.country=EG",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName());
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
