package dev.sluice.benchmarks;

import dev.sluice.config.CustomerConfig.OnBudget;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.admission.quota.Quota;
import dev.sluice.dispatcher.admission.quota.QuotaLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One decision: all limits on a request's path, and the uses that it leaves. One thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx6g")
public class QuotaBenchmark {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Need NEED = new Need(1, 120, 400, 260_000_000);
    private static final int STEP_MILLIS = 1;
    private static final int KEYS_OF_TEAM = 100;
    private static final int KEYS_OF_CUSTOMER = 1_000;

    /** More than is ever used: each decision lets a request in, which costs most. */
    private static final long PLENTY = Long.MAX_VALUE / 4;

    /** Of a key, its team and its customer; of each four kinds. */
    private static final List<String> KINDS =
            List.of("requests/1m", "tokens/1m", "usd/1d", "output_tokens/1h");

    @Param({"1", "4", "12"})
    private int limits = 1;

    @Param({"1000", "1000000"})
    private int keys = 1_000;

    private final Map<LimitPath, LimitUse> uses = new HashMap<>();
    private final List<List<QuotaLimit>> ofKey = new ArrayList<>();
    private long decisions;

    /** So many limits on each path, and so many virtual keys. */
    static QuotaBenchmark of(int limits, int keys) {
        QuotaBenchmark benchmark = new QuotaBenchmark();
        benchmark.limits = limits;
        benchmark.keys = keys;
        benchmark.setUp();
        return benchmark;
    }

    @Setup
    public void setUp() {
        for (int key = 0; key < keys; key++) {
            ofKey.add(path(key));
        }
    }

    private List<QuotaLimit> path(int key) {
        String customer = "customer-" + key / KEYS_OF_CUSTOMER;
        String team = customer + "/team-" + key / KEYS_OF_TEAM;
        List<String> owners = List.of(team + "/key-" + key, team, customer);
        List<QuotaLimit> path = new ArrayList<>(limits);
        for (int number = 0; number < limits; number++) {
            String owner = owners.get(limits < owners.size() ? 0 : number % owners.size());
            String kind = KINDS.get(number / owners.size() % KINDS.size());
            path.add(new QuotaLimit(LimitPath.parse(owner + " " + kind), PLENTY));
        }
        return path;
    }

    /** The next key asks, a millisecond later. */
    @Benchmark
    public Quota.Verdict admit() {
        decisions++;
        List<QuotaLimit> path = ofKey.get((int) (decisions * 7919 % keys));
        Quota.Verdict verdict =
                Quota.decide(
                        path,
                        NEED,
                        OnBudget.REFUSE,
                        limit -> uses.getOrDefault(limit, LimitUse.NONE),
                        NOON.plusMillis(decisions * STEP_MILLIS));
        if (verdict instanceof Quota.Verdict.Admit(_, var after)) {
            uses.putAll(after);
        }
        return verdict;
    }

    /** Of how many limits something is used. */
    int used() {
        return uses.size();
    }
}
