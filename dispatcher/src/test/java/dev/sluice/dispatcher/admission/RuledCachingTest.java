package dev.sluice.dispatcher.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CachePolicy;
import dev.sluice.dispatcher.RouteConfig;
import dev.sluice.dispatcher.admission.ingress.KeyCheck;
import dev.sluice.dispatcher.admission.ingress.Letter;
import dev.sluice.dispatcher.admission.ingress.Reading;
import dev.sluice.dispatcher.admission.ingress.RequestReader;
import dev.sluice.dispatcher.admission.request.IncomingRequest;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestFacts.Caching;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests as they are read from the door, and what a rule makes of their wish. */
class RuledCachingTest {

    private static final String FIXED =
            """
            {"model":"gpt-4o-mini","temperature":0.0,"n":1,"top_p":1e0,"x":12345678901234567890.10,
            "user":"u","messages":[{"role":"user","content":"caf\\u00e9 \\/ 😀"}]}\
            """;

    private final RequestReader reader =
            new RequestReader(
                    RouteConfig.free(), KeyCheck.of(RouteConfig.free().config(), _ -> ""));

    /**
     * @param wish none: that the request says nothing
     */
    private IncomingRequest read(String body, Optional<String> wish) {
        Map<String, String> headers = new HashMap<>(Map.of("sluice-key", "demo"));
        wish.ifPresent(text -> headers.put("sluice-cache", text));
        ByteBuffer line =
                ByteBuffer.wrap(("{\"body\":" + body + "}").getBytes(StandardCharsets.UTF_8));
        Reading reading =
                reader.read(
                        new Letter.OfJson(line, headers, line.remaining()),
                        Samples.requestId(3),
                        Samples.NOON,
                        Samples.NOON);
        return ((Reading.Accepted) reading).request();
    }

    private static Optional<CachePolicy> policy(String words) {
        String[] parts = words.split(" ", -1);
        return Optional.of(
                new CachePolicy(
                        Duration.parse(parts[0]),
                        parts.length > 1
                                ? CachePolicy.Requests.ANY
                                : CachePolicy.Requests.DETERMINISTIC));
    }

    private static Optional<Caching> caching(RequestFacts facts) {
        return facts.wishes().caching();
    }

    @ParameterizedTest(name = "request: {0}, deterministic: {1}, rule: {2}")
    @CsvSource({
        // no rule: as the request says
        "-,       true,  -,        none",
        "none,    true,  -,        none",
        "5m,      true,  -,        PT5M",
        "5m,      false, -,        none",
        "5m any,  false, -,        PT5M",
        // a rule for what leaves nothing to chance
        "-,       true,  PT1H,     PT1H",
        "none,    true,  PT1H,     PT1H",
        "5m,      true,  PT1H,     PT1H",
        "5m any,  true,  PT1H,     PT1H",
        "-,       false, PT1H,     none",
        "none,    false, PT1H,     none",
        "5m,      false, PT1H,     none",
        "5m any,  false, PT1H,     PT5M",
        // a rule for all
        "-,       false, PT1H any, PT1H",
        "none,    false, PT1H any, PT1H",
        "5m,      false, PT1H any, PT1H",
        "5m any,  false, PT1H any, PT1H",
        "none,    true,  PT1H any, PT1H",
        "7d any,  true,  PT1H any, PT1H",
        // a rule that takes it away
        "-,       true,  PT0S,     none",
        "5m,      true,  PT0S,     none",
        "5m any,  false, PT0S,     none",
        "5m any,  false, PT0S any, none",
    })
    void aRuleCountsBeforeTheRequestWhereItFits(
            String wish, boolean deterministic, String rule, String expected) {
        String body = deterministic ? FIXED : FIXED.replace(":0.0", ":0.7");
        IncomingRequest request = read(body, Optional.of(wish).filter(it -> !it.equals("-")));
        Optional<CachePolicy> ruled = rule.equals("-") ? Optional.empty() : policy(rule);

        RequestFacts facts = RuledCaching.of(request.facts(), ruled, request.draft());

        assertThat(caching(facts).map(Caching::maxAge))
                .isEqualTo(
                        expected.equals("none")
                                ? Optional.empty()
                                : Optional.of(Duration.parse(expected)));
        assertThat(facts.with(caching(request.facts()))).isEqualTo(request.facts());
    }

    @Test
    void aRequestIsEqualWhetherItOrARuleAsksForTheCache() {
        IncomingRequest asks = read(FIXED, Optional.of("10m"));
        IncomingRequest silent = read(FIXED, Optional.empty());

        assertThat(caching(RuledCaching.of(silent.facts(), policy("PT10M"), silent.draft())))
                .isPresent()
                .isEqualTo(caching(asks.facts()));
    }

    @Test
    void whereNoRuleSaysAnythingTheFactsAreTheSameAndNoBodyIsRead() {
        IncomingRequest request = read(FIXED, Optional.of("10m"));
        Attempt unreadable =
                Attempt.newBuilder(request.draft())
                        .setBody(new Body(ByteBuffer.wrap(new byte[] {'{'})))
                        .build();
        assertThat(RuledCaching.of(request.facts(), Optional.empty(), unreadable))
                .isSameAs(request.facts());
    }

    @ParameterizedTest(name = "request: {0}, rule: {1}")
    @CsvSource({"10m any, -", "-, PT10M any", "5m any, PT10M any"})
    void atAnotherModelItIsAnotherRequest(String wish, String rule) {
        IncomingRequest request = read(FIXED, Optional.of(wish).filter(it -> !it.equals("-")));
        Optional<CachePolicy> ruled = rule.equals("-") ? Optional.empty() : policy(rule);
        Attempt elsewhere = Attempt.newBuilder(request.draft()).setModel("tiny").build();

        Optional<Caching> there = caching(RuledCaching.of(request.facts(), ruled, elsewhere));

        assertThat(there.map(Caching::maxAge)).contains(Duration.ofMinutes(10));
        assertThat(there)
                .isNotEqualTo(
                        caching(
                                RuledCaching.of(
                                        request.facts(), policy("PT10M any"), request.draft())));
    }

    @Test
    void elsewhereTooOnlyWhoAsksForIt() {
        IncomingRequest request = read(FIXED, Optional.of("none"));
        Attempt elsewhere = Attempt.newBuilder(request.draft()).setModel("tiny").build();
        assertThat(caching(RuledCaching.of(request.facts(), Optional.empty(), elsewhere)))
                .isEmpty();
    }
}
