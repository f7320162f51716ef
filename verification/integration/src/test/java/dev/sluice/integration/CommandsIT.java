package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.integration.Commands.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a running Sluice: what they print and how they end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsIT {

    private Stack stack;
    private Path folder = Path.of("");

    @BeforeAll
    void startAndPublish(@TempDir Path given) throws IOException {
        folder = given;
        stack = Stack.start(folder.resolve("stack"));
        Path batch =
                Files.writeString(
                        folder.resolve("batch.jsonl"),
                        Lines.chat("c-1", "one")
                                + "\nnot json\n"
                                + Lines.chat("c-2", "two")
                                + "\n{\"custom_id\":\"c-3\"}\n");
        Ran published = run("publish", "--key", "research", batch.toString());
        assertThat(published.out().lines()).hasSize(2);
        assertThat(published.err()).contains("line 2:").contains("line 4:");
        assertThat(published.code()).isEqualTo(1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> run("results").out().lines().count() == 2);
        Awaitility.await().until(() -> run("spend").out().contains("acme/research"));
    }

    @AfterAll
    void close() {
        stack.close();
    }

    @Test
    void resultsAsJsonAreLinesOfTheBatchOutputFormat() {
        Ran results = run("results", "--json");

        assertThat(results.code()).isZero();
        assertThat(results.out().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("\"response\":{\"status_code\":200"))
                .anyMatch(line -> line.contains("\"custom_id\":\"c-1\""));
    }

    @Test
    void spendIsWhatTheProviderWouldBill() {
        Ran spend = run("spend", "--json");

        assertThat(spend.code()).isZero();
        assertThat(spend.out()).contains("\"scope\":\"provider_key\"");
        assertThat(run("spend").out())
                .contains(stack.provider().tally().costUsd().stripTrailingZeros().toPlainString());
    }

    @Test
    void auditVerifyEndsWithZeroForTheRightKeyAndOneForAnother() throws IOException {
        Path right = Stack.write(folder, stack.provider().port());
        Path wrong =
                Files.writeString(
                        folder.resolve("wrong.yaml"),
                        Stack.yaml(1).replace(Stack.AUDIT_ROOT, "another-root-key"));

        assertThat(run("audit", "verify", "--config", right.toString()).code()).isZero();
        Ran forged = run("audit", "verify", "--config", wrong.toString());
        assertThat(forged.code()).isEqualTo(1);
        assertThat(forged.out()).contains("NOT verified");
    }

    @Test
    void configValidateNamesEveryErrorWithItsLine() throws IOException {
        Path bad =
                Files.writeString(
                        folder.resolve("bad.yaml"),
                        Stack.yaml(1).replace("type: openai", "tpye: openai"));

        Ran refused = run("config", "validate", bad.toString());

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("bad.yaml:3").contains("tpye");
    }

    @Test
    void topicsCreateChangesNothingThatIsThere() {
        Ran again = run("topics", "create", "--partitions", "4", "--replication-factor", "1");

        assertThat(again.err()).isEmpty();
        assertThat(again.code()).isZero();
    }

    @Test
    void aKafkaThatIsNotThereIsSaidInOneLine() {
        Ran away = Commands.run("results", "--kafka", "127.0.0.1:1");

        assertThat(away.code()).isEqualTo(2);
        assertThat(away.err().lines()).hasSize(1);
    }

    private Ran run(String... arguments) {
        String[] all = new String[arguments.length + (needsKafka(arguments) ? 2 : 0)];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        if (needsKafka(arguments)) {
            all[arguments.length] = "--kafka";
            all[arguments.length + 1] = stack.bootstrapServers();
        }
        return Commands.run(all);
    }

    private static boolean needsKafka(String... arguments) {
        return !arguments[0].equals("config");
    }
}
