package dev.sluice.config.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Price;
import dev.sluice.config.SecretRef;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.schemas.record.ConfigDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigDocumentsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int PARTITIONS = 4;

    /** A document with these provider keys and this price of a million tokens in. */
    private static ParsedConfig.Valid config(String price, String... keys) {
        StringBuilder yaml = new StringBuilder("providers:\n  p:\n    type: echo\n    keys:\n");
        for (String key : keys) {
            yaml.append("      - {id: ").append(key).append(", secret: \"${env:K}\"}\n");
        }
        yaml.append("models: {m: {provider: p, max_output_tokens: 1}}\ncustomers: {}\n");
        yaml.append("prices: {m: {input_per_million: ").append(price);
        yaml.append(", output_per_million: 0}}\naudit: {root_key: \"${env:A}\"}\n");
        return switch (ConfigParser.parse(yaml.toString(), "test")) {
            case ParsedConfig.Valid valid -> valid;
            case ParsedConfig.Invalid invalid -> throw new AssertionError(invalid.report());
        };
    }

    private static ConfigDocument next(List<ConfigDocument> log, ParsedConfig.Valid config) {
        return ConfigDocuments.of(log).next(config, PARTITIONS, "me", NOON).orElseThrow();
    }

    /** A log to which these were applied one after the other. */
    private static List<ConfigDocument> log(ParsedConfig.Valid... configs) {
        List<ConfigDocument> log = new ArrayList<>();
        for (ParsedConfig.Valid config : configs) {
            log.add(next(log, config));
        }
        return log;
    }

    @Test
    void anEmptyTopicHasNothingInForce() {
        ConfigDocuments none = ConfigDocuments.of(List.of());
        assertThat(none.newest()).isEmpty();
        assertThat(none.active(config("1", "a"))).isEmpty();
    }

    @Test
    void firstDocumentIsVersionOneInPlaceOfNone() {
        ConfigDocument first = next(List.of(), config("1", "a"));
        assertThat(first.getVersion()).isEqualTo(1);
        assertThat(first.getReplaces()).isZero();
        assertThat(first.getAppliedBy()).isEqualTo("me");
        assertThat(first.getAt()).isEqualTo(NOON);
        assertThat(first.getDocument()).isEqualTo(config("1", "a").redacted());
        assertThat(first.getSha256()).matches("[0-9a-f]{64}");
        assertThat(ConfigDocuments.of(List.of(first)).newest()).contains(first);
    }

    @Test
    void whatIsInForceNeedsNoNewVersion() {
        List<ConfigDocument> log = log(config("1", "a"));
        assertThat(ConfigDocuments.of(log).next(config("1", "a"), PARTITIONS, "you", NOON))
                .isEmpty();
    }

    @Test
    void whatWasInForceBeforeIsANewVersionAgain() {
        List<ConfigDocument> log = log(config("1", "a"), config("2", "a"), config("1", "a"));
        assertThat(log).extracting(ConfigDocument::getVersion).containsExactly(1L, 2L, 3L);
        assertThat(ConfigDocuments.of(log).chain()).isEqualTo(log);
    }

    @Test
    void ofTwoThatReplaceOneTheFirstInTheLogWins() {
        List<ConfigDocument> log = log(config("1", "a"));
        ConfigDocument mine = next(log, config("2", "a"));
        ConfigDocument theirs = next(log, config("3", "a"));
        log.add(mine);
        log.add(theirs);
        assertThat(ConfigDocuments.of(log).newest()).contains(mine);
        ConfigDocument after = next(log, config("3", "a"));
        log.add(after);
        assertThat(ConfigDocuments.of(log).newest()).contains(after);
        assertThat(after.getVersion()).isEqualTo(3);
    }

    @Test
    void aDocumentThatCameTwiceCountsOnce() {
        List<ConfigDocument> log = log(config("1", "a"));
        log.add(log.getFirst());
        assertThat(ConfigDocuments.of(log).chain()).hasSize(1);
    }

    @Test
    void documentsThatLeaveOutAVersionOrAreNotWhatTheirHashSaysAreIgnored() {
        List<ConfigDocument> log = log(config("1", "a"));
        ConfigDocument good = next(log, config("2", "a"));
        log.add(ConfigDocument.newBuilder(good).setVersion(3).build());
        log.add(ConfigDocument.newBuilder(good).setReplaces(0).build());
        log.add(ConfigDocument.newBuilder(good).setDocument("other").build());
        assertThat(ConfigDocuments.of(log).newest()).contains(log.getFirst());
        log.add(good);
        assertThat(ConfigDocuments.of(log).newest()).contains(good);
    }

    /** What compaction keeps: the last record of each key. It may not change who won. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void compactionChangesNothing(long seed) {
        Random random = new Random(seed);
        List<ConfigDocument> log = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            // A writer that read the log up to some point before its end.
            List<ConfigDocument> seen = log.subList(0, Math.max(0, log.size() - random.nextInt(4)));
            ParsedConfig.Valid config = config(Integer.toString(random.nextInt(3)), "a");
            Instant at = NOON.plusSeconds(i);
            ConfigDocuments.of(seen)
                    .next(config, PARTITIONS, "writer-" + random.nextInt(2), at)
                    .ifPresent(log::add);
        }
        List<ConfigDocument> chain = ConfigDocuments.of(log).chain();
        assertThat(chain).hasSizeGreaterThan(5).hasSizeLessThan(log.size());
        assertThat(ConfigDocuments.of(compacted(log)).chain()).isEqualTo(chain);
    }

    private static List<ConfigDocument> compacted(List<ConfigDocument> log) {
        Map<String, ConfigDocument> last = new LinkedHashMap<>();
        for (ConfigDocument document : log.reversed()) {
            last.putIfAbsent(ConfigDocuments.key(document), document);
        }
        List<ConfigDocument> kept = new ArrayList<>(last.values());
        Collections.reverse(kept);
        return kept;
    }

    @Test
    void keyIsThatOfOneWriteOfOneDocument() {
        ConfigDocument first = next(List.of(), config("1", "a"));
        assertThat(ConfigDocuments.key(first))
                .isEqualTo("1/" + first.getSha256() + "/me@1767268800000");
    }

    @Test
    void lanesKeepTheirPartitionsAndNewOnesTakeTheEmptiest() {
        List<ConfigDocument> log =
                log(config("1", "a", "b"), config("1", "b", "c", "d", "e"), config("1", "e"));
        assertThat(log.get(0).getLanePartitions()).containsOnly(entry("p/a", 0), entry("p/b", 2));
        assertThat(log.get(1).getLanePartitions())
                .containsOnly(entry("p/b", 2), entry("p/c", 0), entry("p/d", 1), entry("p/e", 3));
        assertThat(log.get(2).getLanePartitions()).containsOnly(entry("p/e", 3));
    }

    @Test
    void aLaneThatComesBackFindsItsJournalWhereItWas() {
        List<ConfigDocument> log =
                log(config("1", "a", "b"), config("1", "a"), config("1", "a", "c", "b"));
        assertThat(log.get(2).getLanePartitions()).contains(entry("p/b", 2), entry("p/a", 0));
    }

    @Test
    void activeConfigHasTheVersionInForceItsLanesAndTheLocalDocument() {
        ParsedConfig.Valid config = config("2", "a");
        List<ConfigDocument> log = log(config("1", "a", "b"), config);
        ActiveConfig active = ConfigDocuments.of(log).active(config).orElseThrow();
        assertThat(active.version()).isEqualTo(2);
        assertThat(active.config()).isSameAs(config.config());
        assertThat(active.lanes()).extracting("id").containsExactly("p/a");
        // Of a lane that is gone, too: a lease of the version before may be on its way.
        assertThat(active.lanePartitions()).containsOnly(entry("p/a", 0), entry("p/b", 2));
    }

    @Test
    void pricesOfEarlierVersionsStillSettle() {
        ParsedConfig.Valid config = config("3", "a");
        List<ConfigDocument> log = log(config("1", "a"), config("2", "a"), config);
        var prices = ConfigDocuments.of(log).active(config).orElseThrow().prices();
        Price old = Price.of("m", 1_000_000_000_000L, 0);
        assertThat(prices.ofId(old.id())).contains(old);
        assertThat(prices.ofModel("m")).contains(Price.of("m", 3_000_000_000_000L, 0));
    }

    @Test
    void aLocalDocumentThatIsNotInForceStartsNothing() {
        List<ConfigDocument> log = log(config("1", "a"), config("2", "a"));
        assertThat(ConfigDocuments.of(log).active(config("1", "a"))).isEmpty();
    }

    @Test
    void whoOnlyLooksTakesTheDocumentInForceWithoutItsLiteralSecrets() {
        ParsedConfig.Valid literal =
                (ParsedConfig.Valid)
                        ConfigParser.parse(
                                config("2", "a").redacted().replace("${env:K}", "sk-secret"),
                                "test");
        List<ConfigDocument> log = log(config("1", "a"), literal);

        ActiveConfig active = ConfigDocuments.of(log).inForce().orElseThrow();

        assertThat(active.version()).isEqualTo(2);
        assertThat(active.prices().ofModel("m")).contains(Price.of("m", 2_000_000_000_000L, 0));
        assertThat(active.config().providers().getFirst().keys().getFirst().secret())
                .isEqualTo(new SecretRef.Removed());
    }

    @Test
    void nothingIsInForceBeforeTheFirstAndWhereItCannotBeRead() {
        assertThat(ConfigDocuments.of(List.of()).inForce()).isEmpty();
        ParsedConfig.Valid foreign =
                new ParsedConfig.Valid(
                        "test", config("1", "a").config(), List.of(), List.of(), "of: later\n");

        assertThat(ConfigDocuments.of(log(foreign)).inForce()).isEmpty();
    }
}
