package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs in {@code examples}, as they stand there, against {@code sluice up}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesIT {

    private static final int LINES_MAX = 40;
    private static final int STEPS = 12;
    private static final Path EXAMPLES = examples();
    private static final String PYTHON = "/usr/bin/python3";

    /** What a program printed, and how it ended. */
    private record Ran(int code, List<String> lines) {}

    private Optional<SluiceProcess> sluice = Optional.empty();
    private int kafkaPort;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        TestKafka.embeddedOnly("`sluice up` as one tries it out has its own");
        kafkaPort = SluiceProcess.freePort();
        sluice = Optional.of(SluiceProcess.trial(folder, kafkaPort));
    }

    @AfterAll
    void stop() {
        sluice.ifPresent(SluiceProcess::close);
    }

    @Test
    void java() throws Exception {
        String jdk = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        Ran ran =
                run(
                        jdk,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EXAMPLES.resolve("java/Ask.java").toString(),
                        "Why a log?",
                        "Why a \"broker\"?");

        assertThat(ran.code()).as(ran.toString()).isZero();
        assertThat(ran.lines())
                .anyMatch(line -> line.startsWith("Why a log? -> ANSWERED, 0.0000"))
                .anyMatch(line -> line.startsWith("Why a \"broker\"? -> ANSWERED"))
                .anyMatch(line -> line.contains("\"object\":\"chat.completion\""));
    }

    @Test
    void node() throws Exception {
        Assumptions.assumeTrue(
                Files.isDirectory(EXAMPLES.resolve("node/node_modules/@platformatic/kafka"))
                        && succeeds("node", "--version"),
                "needs node and `npm ci` in examples/node");

        answersBoth(
                run(
                        "node",
                        EXAMPLES.resolve("node/ask.mjs").toString(),
                        "Why a log?",
                        "Why a broker?"));
    }

    @Test
    void python() throws Exception {
        assumePython();

        answersBoth(
                run(
                        PYTHON,
                        EXAMPLES.resolve("python/ask.py").toString(),
                        "Why a log?",
                        "Why a broker?"));
    }

    @Test
    void aWorkflowAndTheSameAgainAtNoCost() throws Exception {
        assumePython();
        String program = EXAMPLES.resolve("python/workflow.py").toString();

        Ran first = run(PYTHON, program, "w-of-examples");
        Ran second = run(PYTHON, program, "w-of-examples");

        assertThat(first.lines()).as(first.toString()).hasSize(STEPS);
        assertThat(first.lines())
                .allMatch(line -> line.matches("w-of-examples step \\d+: answered, .* USD"))
                .noneMatch(line -> line.endsWith(" 0.0 USD"));
        assertThat(second.lines())
                .as(second.toString())
                .hasSize(STEPS)
                .allMatch(line -> line.endsWith(": answered, 0.0 USD"));
    }

    @ParameterizedTest
    @CsvSource({PYTHON + ", python/sign.py", "node, node/sign.mjs"})
    void signsAsTheDocumentationSays(String program, String file) throws Exception {
        Assumptions.assumeTrue(succeeds(program, "--version"), "needs " + program);
        Path vectors = EXAMPLES.resolveSibling("docs/reference/signatures.json");

        Ran ran = run(program, EXAMPLES.resolve(file).toString(), vectors.toString());

        assertThat(ran.lines())
                .as(ran.toString())
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(line -> line.endsWith(" right"));
    }

    @Test
    void kcat() throws Exception {
        Assumptions.assumeTrue(succeeds("kcat", "-V"), "needs kcat: apt-get install -y kcat");

        Ran ran = run(EXAMPLES.resolve("kcat/ask.sh").toString());

        assertThat(ran.code()).as(ran.toString()).isZero();
        assertThat(ran.lines()).hasSize(3);
        for (String line : ran.lines()) {
            JsonNode answer = new JsonMapper().readTree(line);
            assertThat(answer.at("/sluice/status").textValue()).isEqualTo("answered");
            assertThat(answer.at("/response/status_code").intValue()).isEqualTo(200);
        }
    }

    static Stream<Path> programs() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files
                    .filter(file -> file.toString().matches(".*\\.(java|mjs|py|sh)"))
                    .filter(file -> !file.toString().contains("node_modules"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void oneFitsOnAScreen(Path program) throws IOException {
        assertThat(Files.readAllLines(program)).hasSizeLessThanOrEqualTo(LINES_MAX);
    }

    private static void answersBoth(Ran ran) {
        assertThat(ran.code()).as(ran.toString()).isZero();
        assertThat(ran.lines())
                .anyMatch(line -> line.startsWith("Why a log? -> answered, "))
                .anyMatch(line -> line.startsWith("Why a broker? -> answered, "));
    }

    private static void assumePython() throws Exception {
        Assumptions.assumeTrue(
                succeeds(PYTHON, "-c", "import confluent_kafka"),
                "needs confluent_kafka: apt-get install -y python3-confluent-kafka");
    }

    private static boolean succeeds(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    private Ran run(String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(new ArrayList<>(List.of(command)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("KAFKA", "127.0.0.1:" + kafkaPort);
        Process process = builder.start();
        // What hangs is killed, so that reading its output ends.
        Thread.ofVirtual().start(() -> killLate(process));
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        return new Ran(process.waitFor(), lines);
    }

    private static void killLate(Process process) {
        try {
            if (!process.waitFor(4, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path examples() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("examples/README.md"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no examples above " + Path.of("").toAbsolutePath());
        }
        return folder.resolve("examples");
    }
}
