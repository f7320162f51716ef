package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that knows nothing of Sluice: kcat, without a record key, so on any partition. */
class KcatIT {

    private static final Path KCAT = Path.of("/usr/bin/kcat");
    private static final int REQUESTS = 40;

    @Test
    void aBatchFilePipedInIsAnsweredLineByLine(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(KCAT), "needs kcat: apt-get install -y kcat");
        try (Stack stack = Stack.start(folder)) {
            pipe(stack.bootstrapServers());

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> stack.records(Topics.RESULTS).size() == REQUESTS);
            List<InferenceResult> results = stack.records(Topics.RESULTS);
            assertThat(results).allMatch(found -> found.getStatus() == ResultStatus.ANSWERED);
            assertThat(results.stream().map(found -> found.getCustomId().orElse("")))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, REQUESTS).mapToObj(n -> "line-" + n).toList());
        }
    }

    private static void pipe(String bootstrapServers) throws IOException, InterruptedException {
        Process kcat =
                new ProcessBuilder(
                                KCAT.toString(),
                                "-P",
                                "-b",
                                bootstrapServers,
                                "-t",
                                "inference.requests",
                                "-H",
                                "sluice-key=research")
                        .redirectErrorStream(true)
                        .start();
        try (var in = kcat.outputWriter(StandardCharsets.UTF_8)) {
            for (int n = 0; n < REQUESTS; n++) {
                in.write(Lines.chat("line-" + n, "hello") + "\n");
            }
        }
        assertThat(kcat.waitFor()).isZero();
    }
}
