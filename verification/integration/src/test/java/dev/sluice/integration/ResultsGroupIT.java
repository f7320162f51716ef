package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.client.ClientOptions;
import dev.sluice.client.Request;
import dev.sluice.client.Result;
import dev.sluice.client.ResultListener;
import dev.sluice.client.ResultsSubscription;
import dev.sluice.client.SluiceClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Groups of members that read results. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResultsGroupIT {

    private Stack stack;

    @BeforeAll
    void start(@TempDir Path folder) {
        stack = Stack.start(folder);
    }

    @AfterAll
    void close() {
        stack.close();
    }

    @Test
    void membersThatComeAndGoMissNothingAndLeaveNothingToDoAgain() {
        Set<String> first = ConcurrentHashMap.newKeySet();
        Set<String> second = ConcurrentHashMap.newKeySet();
        try (SluiceClient acme = SluiceClient.connect(stack.agent());
                SluiceClient globex = SluiceClient.connect(ofGlobex())) {
            ResultsSubscription leaves = acme.results("comers", noting(first));
            Set<String> wanted = publish(acme, 30);
            soon().until(() -> !first.isEmpty());
            ResultsSubscription stays = acme.results("comers", noting(second));
            // The customers are on different partitions, so that both members have something.
            soon().until(() -> {
                wanted.addAll(publish(acme, 5));
                wanted.addAll(publish(globex, 5));
                return !second.isEmpty();
            });

            leaves.close();
            wanted.addAll(publish(acme, 30));
            wanted.addAll(publish(globex, 30));

            soon().untilAsserted(() -> assertThat(both(first, second)).containsAll(wanted));
            assertThat(leaves.ended()).isCompleted();
            assertThat(stays.failure()).isEmpty();
            stays.close();
            Set<String> last = publish(acme, 1);
            Set<String> third = ConcurrentHashMap.newKeySet();
            try (ResultsSubscription comes = acme.results("comers", noting(third))) {
                soon().until(() -> third.containsAll(last));
                assertThat(comes.failure()).isEmpty();
            }
            assertThat(third).isEqualTo(last);
        }
    }

    @Test
    void aListenerThatThrowsStopsAndTheNextMemberBeginsWithThatResult() {
        IllegalStateException broken = new IllegalStateException("disk full");
        List<Result> before = new CopyOnWriteArrayList<>();
        List<Result> after = new CopyOnWriteArrayList<>();
        try (SluiceClient sluice = SluiceClient.connect(stack.agent().customer("acme"))) {
            Set<String> wanted = publish(sluice, 10);
            ResultsSubscription stopped =
                    sluice.results(
                            "fallible",
                            result -> {
                                if (before.size() == 3) {
                                    throw broken;
                                }
                                before.add(result);
                            });
            soon().until(() -> stopped.failure().isPresent());
            assertThat(stopped.failure().orElseThrow()).isSameAs(broken);
            assertThatThrownBy(stopped.ended()::join).hasCause(broken);

            try (ResultsSubscription next = sluice.results("fallible", after::add)) {
                soon().untilAsserted(() ->
                        assertThat(both(ids(before), ids(after))).containsAll(wanted));
                assertThat(next.failure()).isEmpty();
            }
            // The first three were committed before it stopped: they do not come again.
            assertThat(after).doesNotContainAnyElementsOf(before);
        }
    }

    @Test
    void aNewMemberGoesOnWhereTheOneBeforeItEnded() {
        List<Result> first = new CopyOnWriteArrayList<>();
        List<Result> second = new CopyOnWriteArrayList<>();
        try (SluiceClient sluice = SluiceClient.connect(stack.agent())) {
            Set<String> wanted = publish(sluice, 5);
            try (ResultsSubscription member = sluice.results("durable", first::add)) {
                soon().untilAsserted(() -> assertThat(ids(first)).containsAll(wanted));
                assertThat(member.failure()).isEmpty();
            }
            Set<String> later = publish(sluice, 5);

            try (ResultsSubscription member = sluice.results("durable", second::add)) {
                soon().untilAsserted(() -> assertThat(ids(second)).containsAll(later));
                assertThat(member.failure()).isEmpty();
            }
            assertThat(second).doesNotContainAnyElementsOf(first);
        }
    }

    private static ResultListener noting(Set<String> ids) {
        return result -> ids.add(result.requestId().toString());
    }

    private static Set<String> ids(List<Result> results) {
        return results.stream()
                .map(result -> result.requestId().toString())
                .collect(Collectors.toSet());
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    private ClientOptions ofGlobex() {
        return ClientOptions.of(stack.bootstrapServers(), "ops");
    }

    /** Returns their ids. */
    private static Set<String> publish(SluiceClient sluice, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(_ -> sluice.publish(Request.chat("gpt-4o-mini", "hello")))
                .toList()
                .stream()
                .map(id -> id.join().toString())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** On a machine with other work too. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(1));
    }
}
