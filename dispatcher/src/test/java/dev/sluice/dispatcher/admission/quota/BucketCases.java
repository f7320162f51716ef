package dev.sluice.dispatcher.admission.quota;

import static dev.sluice.dispatcher.admission.quota.LimitsConformanceTest.hasOnly;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dispatcher.admission.quota.Settlement.Actual;
import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Cases of token buckets. Ours are windows: a bucket of {@code capacity} is a limit of so many
 * tokens, and what is taken comes back when its slot leaves the window. The cases say nothing of a
 * refill but that there is none, so the window is of an hour and no case lasts as long; and "a
 * minute" is a window of a minute in which nothing leaves, since the case takes seconds.
 */
final class BucketCases {

    private static final LimitPath TOKENS = LimitPath.parse("acme tokens/1h");

    private final Owner owner = new Owner();
    private Instant now = Samples.NOON;

    private BucketCases() {}

    static boolean hold(JsonNode input, JsonNode expect) {
        BucketCases bucket = new BucketCases();
        if (input.has("concurrent") && input.has("each")) {
            return hasOnly(expect, "succeeded", "consumed", "balance")
                    && bucket.race(input, expect);
        }
        if (input.has("replicas")) {
            return hasOnly(expect, "admitted") && bucket.replicas(input, expect);
        }
        if (input.has("parallel")) {
            return hasOnly(expect, "admit") && bucket.parallel(input, expect);
        }
        if (input.has("tpm")) {
            return hasOnly(expect, "results") && bucket.settled(input, expect);
        }
        if (input.path("rule").has("scope")) {
            return hasOnly(expect, "admit") && bucket.shared(input, expect);
        }
        if (input.path("rule").has("tokens_per_minute")) {
            return hasOnly(expect, "admit") && bucket.borrowed(input, expect);
        }
        boolean plain = hasOnly(input, "capacity", "ops", "refill", "interval_s");
        // A refill of another kind than none would need another window.
        return plain && input.path("refill").asInt(0) == 0 && bucket.operations(input, expect);
    }

    private static Need tokens(long amount) {
        return new Need(1, amount, 0, 0);
    }

    /** Callers at the same time come one after the other to the one owner of the limit. */
    private boolean race(JsonNode input, JsonNode expect) {
        long capacity = input.path("capacity").asLong();
        List<QuotaLimit> limits = List.of(new QuotaLimit(TOKENS, capacity));
        int succeeded = 0;
        for (int caller = 0; caller < input.path("concurrent").asInt(); caller++) {
            succeeded +=
                    owner.admit(limits, tokens(input.path("each").asLong()), now).isPresent()
                            ? 1
                            : 0;
        }
        assertThat(succeeded).isEqualTo(expect.path("succeeded").asInt());
        assertThat(owner.used(TOKENS, now)).isEqualTo(expect.path("consumed").asLong());
        assertThat(capacity - owner.used(TOKENS, now)).isEqualTo(expect.path("balance").asLong());
        return true;
    }

    /**
     * However many doors there are, a customer's requests are all of one partition, and its owner
     * alone has the state: so the callers of all doors, taking turns, meet one {@link Owner}.
     */
    private boolean replicas(JsonNode input, JsonNode expect) {
        List<QuotaLimit> limits = Owner.limits("acme requests/1m " + input.path("rpm").asLong());
        int replicas = input.path("replicas").asInt();
        int[] admitted = new int[replicas];
        for (int caller = 0; caller < input.path("concurrent").asInt(); caller++) {
            if (owner.admit(limits, tokens(1), now.plusMillis(caller)).isPresent()) {
                admitted[caller % replicas]++;
            }
        }
        assertThat(admitted).doesNotContain(0);
        assertThat(Arrays.stream(admitted).sum()).isEqualTo(expect.path("admitted").asInt());
        return true;
    }

    /** "A start" and "A end": a call that ends was answered, so it keeps its request. */
    private boolean parallel(JsonNode input, JsonNode expect) {
        List<QuotaLimit> limits =
                Owner.limits(
                        "acme requests/1m " + input.path("rpm").asLong(),
                        "acme concurrent " + input.path("parallel").asLong());
        Map<String, Hold> holds = new HashMap<>();
        for (JsonNode operation : input.path("ops")) {
            String[] words = operation.asText().split(" ", -1);
            now = now.plusSeconds(1);
            if (words[1].equals("start")) {
                Optional<Hold> hold = owner.admit(limits, tokens(1), now);
                hold.ifPresent(it -> holds.put(words[0], it));
                assertThat(hold.isPresent())
                        .as(words[0])
                        .isEqualTo(expect.path("admit").path(words[0]).asBoolean());
            } else {
                assertThat(words[1]).isEqualTo("end");
                Hold ended = Objects.requireNonNull(holds.remove(words[0]));
                owner.settle(ended, new Actual(1, 0, 0), now);
            }
        }
        return true;
    }

    private boolean settled(JsonNode input, JsonNode expect) {
        List<QuotaLimit> limits = Owner.limits("acme tokens/1m " + input.path("tpm").asLong());
        LimitPath path = limits.getFirst().path();
        List<Hold> open = new ArrayList<>();
        List<String> results = new ArrayList<>();
        for (JsonNode operation : input.path("ops")) {
            String[] words = operation.asText().split(" ", -1);
            now = now.plusSeconds(1);
            results.add(
                    switch (words[0]) {
                        case "reserve" -> {
                            Optional<Hold> hold =
                                    owner.admit(limits, tokens(Long.parseLong(words[1])), now);
                            hold.ifPresent(open::add);
                            yield hold.isPresent() ? "ok" : "fail";
                        }
                        case "settle" -> {
                            long actual = Long.parseLong(words[1]);
                            owner.settle(open.removeLast(), new Actual(actual, 0, 0), now);
                            yield owner.used(path, now) + " used";
                        }
                        case "provider" -> {
                            owner.release(open.removeLast(), now);
                            yield owner.used(path, now) == 0 ? "released" : "kept";
                        }
                        default -> "unknown " + operation;
                    });
        }
        assertThat(results).isEqualTo(texts(expect.path("results")));
        return true;
    }

    /** A rule for all tenants together is a limit of the customer; no tenant: another customer. */
    private boolean shared(JsonNode input, JsonNode expect) {
        JsonNode rule = input.path("rule");
        assertThat(rule.path("scope").path("tenant").asText()).isEqualTo("*shared");
        long count = rule.path("requests_per_minute").asLong();
        List<Boolean> admitted = new ArrayList<>();
        for (JsonNode tenant : input.path("requests")) {
            List<QuotaLimit> limits =
                    tenant.isNull()
                            ? List.of()
                            : Owner.limits(
                                    "acme/t/" + tenant.asText() + " requests/1m " + (count + 1),
                                    "acme requests/1m " + count);
            admitted.add(owner.admit(limits, tokens(1), now).isPresent());
            now = now.plusSeconds(1);
        }
        assertThat(admitted).isEqualTo(flags(expect.path("admit")));
        return true;
    }

    private boolean borrowed(JsonNode input, JsonNode expect) {
        List<QuotaLimit> limits =
                Owner.limits(
                        "acme tokens/1m " + input.path("rule").path("tokens_per_minute").asLong());
        Actual actual = new Actual(input.path("actual_each").asLong(), 0, 0);
        List<Boolean> admitted = new ArrayList<>();
        for (int n = 0; n < input.path("sequential_requests").asInt(); n++) {
            Optional<Hold> hold =
                    owner.admit(limits, tokens(input.path("reserve_each").asLong()), now);
            admitted.add(hold.isPresent());
            now = now.plusSeconds(1);
            hold.ifPresent(it -> owner.settle(it, actual, now));
        }
        assertThat(admitted).isEqualTo(flags(expect.path("admit")));
        return true;
    }

    private boolean operations(JsonNode input, JsonNode expect) {
        long capacity = input.path("capacity").asLong();
        List<QuotaLimit> limits = List.of(new QuotaLimit(TOKENS, capacity));
        List<String> results = new ArrayList<>();
        for (JsonNode operation : input.path("ops")) {
            String[] words = operation.asText().split(" ", -1);
            switch (words[0]) {
                case "consume" -> {
                    boolean ok =
                            owner.admit(limits, tokens(Long.parseLong(words[1])), now).isPresent();
                    results.add(ok ? "ok rem " + balance(capacity) : "fail");
                }
                case "return" -> {
                    giveBack(Long.parseLong(words[1]));
                    results.add("bal " + balance(capacity));
                }
                case "wait" ->
                        now = now.plusMillis(Math.round(1000 * Double.parseDouble(words[1])));
                case "balance" -> results.add("" + balance(capacity));
                default -> results.add("unknown " + operation);
            }
        }
        assertThat(results).isEqualTo(texts(expect.path("results")));
        return hasOnly(expect, "results");
    }

    private long balance(long capacity) {
        return capacity - owner.used(TOKENS, now);
    }

    /** A return is the release of a hold of so much, whether or not it was ever taken. */
    private void giveBack(long amount) {
        Hold.HeldSlot slot = new Hold.HeldSlot(TOKENS, TOKENS.slotAt(now));
        owner.release(new Hold(List.of(slot), tokens(amount)), now);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static List<Boolean> flags(JsonNode list) {
        List<Boolean> flags = new ArrayList<>();
        list.forEach(each -> flags.add(each.asBoolean()));
        return flags;
    }
}
