package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.sim.Fault;
import dev.sluice.app.sim.FaultRule;
import dev.sluice.integration.Commands.Ran;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.topic.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent's workflow has twelve steps and dies at the ninth. However it goes on, it ends with
 * twelve answers, four further calls and twelve charges.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayIT {

    private static final int STEPS = 12;
    private static final int DIED_AT = 9;
    private static final Duration CHARGED_MAX = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Stack stack;

    @BeforeAll
    void start(@TempDir Path folder) {
        stack = Stack.start(folder);
    }

    @AfterAll
    void close() {
        stack.close();
    }

    /** The next test finds all charges of this one in the ledger. */
    @AfterEach
    void settle() {
        stack.provider().heal();
        Awaitility.await()
                .atMost(CHARGED_MAX)
                .until(() ->
                        stack.records(Topics.OUTCOMES).stream()
                                        .filter(end -> end.getBilling() != Billing.NONE)
                                        .count()
                                == stack.records(Topics.ENTRIES).size());
    }

    @Test
    void aReplayCallsTheFourThatFailedAndNothingElse() throws JsonProcessingException {
        BigDecimal excess = excess();
        List<String> ids = diedAtTheNinth("died");
        long calls = stack.provider().tally().calls();

        Ran dry = replay("--workflow", "died", "--dry-run");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out())
                .containsPattern("selected +12")
                .containsPattern("answered +8")
                .containsPattern("to replay +4 +at most 0\\.\\d+ USD")
                .contains("died/s12", "failed provider_error")
                .doesNotContain(" -> ");
        assertThat(dry.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(stack.provider().tally().calls()).isEqualTo(calls);

        Ran ran = replay("--workflow", "died", "--wait", "--json");

        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode report = JSON.readTree(ran.out());
        assertThat(report.path("published").intValue()).isEqualTo(4);
        assertThat(report.path("cost_usd").decimalValue())
                .isPositive()
                .isLessThanOrEqualTo(report.path("cost_max_usd").decimalValue());
        assertThat(stack.provider().tally().calls()).isEqualTo(calls + 4);
        assertTwelveAnswersAndCharges("died");
        assertThat(excess()).as("charged as the provider would bill").isEqualByComparingTo(excess);
        assertLinked(report, ids);

        Ran again = replay("--workflow", "died", "--wait");
        assertThat(again.code()).isZero();
        assertThat(again.out())
                .containsPattern("selected +16 +4 of them repeat others")
                .containsPattern("answered +12")
                .containsPattern("to replay +0")
                .doesNotContain("published");
        assertThat(stack.provider().tally().calls()).isEqualTo(calls + 4);
    }

    @Test
    void anAgentThatBeginsAnewGetsEightFromTheRecord() {
        BigDecimal excess = excess();
        diedAtTheNinth("anew");
        long calls = stack.provider().tally().calls();
        int entries = entries("anew").size();
        assertThat(entries).isEqualTo(DIED_AT - 1);

        List<InferenceResult> results =
                new Workflow(stack, "anew").publish(1, STEPS).stream().map(stack::result).toList();

        assertThat(results)
                .hasSize(STEPS)
                .allMatch(result -> result.getStatus() == ResultStatus.ANSWERED);
        assertThat(results.subList(0, DIED_AT - 1))
                .allMatch(InferenceResult::getReplayed)
                .allMatch(result -> result.getCostPicos() == 0);
        assertThat(results.subList(DIED_AT - 1, STEPS)).noneMatch(InferenceResult::getReplayed);
        assertThat(stack.provider().tally().calls()).isEqualTo(calls + 4);
        assertTwelveAnswersAndCharges("anew");
        assertThat(excess()).as("charged as the provider would bill").isEqualByComparingTo(excess);
        assertThat(replay("--workflow", "anew").out())
                .containsPattern("answered +12")
                .containsPattern("to replay +0");
    }

    /** Results of what was published name the requests that it replays. */
    private void assertLinked(JsonNode report, List<String> originals) {
        for (JsonNode request : report.path("requests")) {
            if (request.path("verdict").textValue().equals("replay")) {
                InferenceResult result = stack.result(request.path("published").textValue());
                assertThat(result.getReplayOf()).contains(request.path("id").textValue());
                assertThat(originals).contains(request.path("id").textValue());
            }
        }
    }

    private void assertTwelveAnswersAndCharges(String workflow) {
        assertThat(
                        stack.records(Topics.RESULTS).stream()
                                .filter(result ->
                                        result.getWorkflow().equals(Optional.of(workflow)))
                                .filter(result -> result.getStatus() == ResultStatus.ANSWERED)
                                .map(result -> result.getStep().orElseThrow())
                                .distinct())
                .hasSize(STEPS);
        Awaitility.await().atMost(CHARGED_MAX).until(() -> entries(workflow).size() == STEPS);
        assertThat(entries(workflow).stream().map(entry -> entry.getStep().orElseThrow()))
                .doesNotHaveDuplicates();
    }

    private List<LedgerEntry> entries(String workflow) {
        return stack.records(Topics.ENTRIES).stream()
                .filter(entry -> entry.getWorkflow().equals(Optional.of(workflow)))
                .toList();
    }

    /** What the ledger has charged above what the provider would bill: bounds of timeouts. */
    private BigDecimal excess() {
        return stack.records(Topics.ENTRIES).stream()
                .map(entry -> PicoUsd.toUsd(entry.getAmountPicos()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .subtract(stack.provider().tally().costUsd());
    }

    /** Eight answers, four failures that nobody billed. */
    private List<String> diedAtTheNinth(String workflow) {
        List<String> ids = new ArrayList<>(new Workflow(stack, workflow).publish(1, DIED_AT - 1));
        ids.forEach(
                id -> assertThat(stack.result(id).getStatus()).isEqualTo(ResultStatus.ANSWERED));
        failAll();
        List<String> failing = new Workflow(stack, workflow).publish(DIED_AT, STEPS);
        failing.forEach(
                id -> assertThat(stack.result(id).getStatus()).isEqualTo(ResultStatus.FAILED));
        stack.provider().heal();
        ids.addAll(failing);
        Awaitility.await().atMost(CHARGED_MAX).until(() -> entries(workflow).size() == DIED_AT - 1);
        return ids;
    }

    private void failAll() {
        stack.provider().inject(new FaultRule(Optional.empty(), Fault.SERVER_ERROR, 10_000));
    }

    @Test
    void aStepThatIsUnderWayIsLeftAlone() {
        stack.provider().inject(FaultRule.next(Fault.SLOW));
        String first = new Workflow(stack, "slow").publish("s1");
        String second = new Workflow(stack, "slow").publish("s1");

        Ran ran = replay("--workflow", "slow");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .containsPattern("selected +2 +1 of them repeat others")
                .containsPattern("in progress +1 +no result yet: left alone")
                .doesNotContain("published");
        assertThat(stack.result(first).getReplayed()).isFalse();
        assertThat(stack.result(second).getReplayed()).as("it waited for the first").isTrue();
    }

    @Test
    void partsOfATopicAreReplayedByOffsetAndByTime() {
        failAll();
        RequestId first = id(stack.publish(Lines.chat("p-1", "one"), Lines.research()));
        RequestId second = id(stack.publish(Lines.chat("p-2", "two"), Lines.research()));
        Stream.of(first, second)
                .forEach(id ->
                        assertThat(stack.result(id.toString()).getStatus())
                                .isEqualTo(ResultStatus.FAILED));
        stack.provider().heal();

        Ran one = replay("--from", position(first), "--to", position(first), "--wait");
        assertThat(one.code()).as(one.err()).isZero();
        assertThat(one.out()).contains(first + " -> ").doesNotContain(second + " -> ");

        Ran rest = replay("--since", "1h", "--customer", "acme", "--wait", "--verbose");
        assertThat(rest.code()).as(rest.out() + rest.err()).isZero();
        assertThat(rest.out()).contains(second + " -> ").doesNotContain(first + " -> ");

        assertThat(replay("--from", position(first), "--wait").out())
                .containsPattern("to replay +0");
    }

    @Test
    void aReplayThatFailsAgainIsSaidAndMayBeReplayedAgain() {
        failAll();
        String id = new Workflow(stack, "stubborn").publish("s1");
        assertThat(stack.result(id).getStatus()).isEqualTo(ResultStatus.FAILED);

        Ran failed = replay("--workflow", "stubborn", "--wait", "--deadline", "20s");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out()).containsPattern("failed +1");
        stack.provider().heal();
        assertThat(replay("--workflow", "stubborn", "--wait").code()).isZero();
        assertThat(
                        stack.records(Topics.RESULTS).stream()
                                .filter(it -> it.getWorkflow().equals(Optional.of("stubborn")))
                                .map(it -> it.getStatus() + " " + it.getReplayOf().orElse("-")))
                .containsExactly("FAILED -", "FAILED " + id, "ANSWERED " + id);
    }

    /** Neither knows of the other; the request has no key of its own. */
    @Test
    void ofTwoWhoReplayAtOnceOnlyOnePays() throws Exception {
        failAll();
        String id = stack.publish(Lines.chat("both", "one"), Lines.research());
        assertThat(stack.result(id).getStatus()).isEqualTo(ResultStatus.FAILED);
        stack.provider().heal();
        long calls = stack.provider().tally().calls();
        String position = position(id(id));

        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Ran> replay = () -> replay("--from", position, "--to", position, "--wait");
            for (Future<Ran> run : both.invokeAll(List.of(replay, replay))) {
                assertThat(run.get().err()).isEmpty();
            }
        }

        assertThat(stack.provider().tally().calls()).isEqualTo(calls + 1);
        assertThat(
                        stack.records(Topics.RESULTS).stream()
                                .filter(result -> result.getReplayOf().equals(Optional.of(id)))
                                .filter(result -> result.getStatus() == ResultStatus.ANSWERED)
                                .filter(result -> !result.getReplayed()))
                .hasSize(1);
    }

    private Ran replay(String... options) {
        return Commands.on(
                stack,
                Stream.concat(Stream.of("replay"), Stream.of(options)).toArray(String[]::new));
    }

    private static RequestId id(String text) {
        return RequestId.parse(text).orElseThrow();
    }

    private static String position(RequestId id) {
        return id.partition() + ":" + id.offset();
    }
}
