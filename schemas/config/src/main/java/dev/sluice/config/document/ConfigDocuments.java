package dev.sluice.config.document;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.KnownLiterals;
import dev.sluice.config.Lanes;
import dev.sluice.config.Price;
import dev.sluice.config.PriceBook;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.schemas.record.ConfigDocument;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documents of {@code sluice.config} that count, oldest first. A document counts if it replaces
 * the newest of those before it: a compare-and-set in the log, on which all readers agree without
 * talking to each other. Immutable.
 */
public final class ConfigDocuments {

    private final List<ConfigDocument> chain;

    private ConfigDocuments(List<ConfigDocument> chain) {
        this.chain = chain;
    }

    /**
     * @param records all records of the topic in the order of their offsets
     */
    public static ConfigDocuments of(List<ConfigDocument> records) {
        List<ConfigDocument> chain = new ArrayList<>();
        long newest = 0;
        for (ConfigDocument document : records) {
            boolean next = document.getReplaces() == newest && document.getVersion() == newest + 1;
            if (next && sha256(document.getDocument()).equals(document.getSha256())) {
                chain.add(document);
                newest = document.getVersion();
            }
        }
        return new ConfigDocuments(List.copyOf(chain));
    }

    /**
     * The record key of a document. The topic is compacted, so each record needs a key of its own:
     * were two writers of the same document and version to share one, compaction would keep the
     * later of them only, and a document between the two, which lost, would win afterwards.
     */
    public static String key(ConfigDocument document) {
        return document.getVersion()
                + "/"
                + document.getSha256()
                + "/"
                + document.getAppliedBy()
                + "@"
                + document.getAt().toEpochMilli();
    }

    /** Those that count, oldest first. */
    public List<ConfigDocument> chain() {
        return chain;
    }

    /** The one in force; empty before the first. */
    public Optional<ConfigDocument> newest() {
        return chain.isEmpty() ? Optional.empty() : Optional.of(chain.getLast());
    }

    /**
     * The document to write so that {@code config} comes into force; empty where it is. Whether it
     * was not overtaken shows when the topic is read again.
     *
     * @param partitions of {@code inference.work}
     * @param appliedBy who writes it; unique among those who may write at the same time
     */
    public Optional<ConfigDocument> next(
            ParsedConfig.Valid config, int partitions, String appliedBy, Instant at) {
        if (isInForce(config)) {
            return Optional.empty();
        }
        long version = newest().map(ConfigDocument::getVersion).orElse(0L);
        return Optional.of(
                ConfigDocument.newBuilder()
                        .setVersion(version + 1)
                        .setReplaces(version)
                        .setDocument(config.redacted())
                        .setSha256(sha256(config.redacted()))
                        .setLanePartitions(
                                Lanes.assign(
                                        Lanes.of(config.config()), formerPartitions(), partitions))
                        .setAppliedBy(appliedBy)
                        .setAt(at)
                        .build());
    }

    /**
     * What a role is started with: {@code config} under the version that is in force; empty where
     * another document is in force, or none.
     */
    public Optional<ActiveConfig> active(ParsedConfig.Valid config) {
        return newest().filter(_ -> isInForce(config))
                .map(newest -> active(config.config(), newest));
    }

    /**
     * The configuration in force as it stands in the topic, for those who only look: its literal
     * secrets are not there. Empty before the first, and where this release cannot read it.
     */
    public Optional<ActiveConfig> inForce() {
        return newest().flatMap(newest ->
                ConfigParser.parse(newest.getDocument(), "sluice.config")
                                instanceof ParsedConfig.Valid valid
                        ? Optional.of(active(valid.config(), newest))
                        : Optional.empty());
    }

    /**
     * The configuration in force for a process that follows it: with the literal secrets that the
     * process knows of its former one.
     */
    public Optional<ActiveConfig> inForce(SluiceConfig held) {
        return newest().flatMap(newest ->
                ConfigParser.parse(newest.getDocument(), "sluice.config")
                                instanceof ParsedConfig.Valid valid
                        ? Optional.of(active(KnownLiterals.kept(valid.config(), held), newest))
                        : Optional.empty());
    }

    private ActiveConfig active(SluiceConfig config, ConfigDocument newest) {
        return new ActiveConfig(
                newest.getVersion(),
                config,
                Lanes.of(config),
                // Those of lanes that are gone, too: a lease of the version before may be on its
                // way.
                formerPartitions(),
                new PriceBook(config.prices(), earlierPrices()));
    }

    private boolean isInForce(ParsedConfig.Valid config) {
        return newest().filter(document -> document.getSha256().equals(sha256(config.redacted())))
                .isPresent();
    }

    private List<Price> earlierPrices() {
        return chain.stream()
                .flatMap(document -> ConfigParser.prices(document.getDocument()).stream())
                .distinct()
                .toList();
    }

    // Of all documents, so that a lane which comes back finds its journal.
    private Map<String, Integer> formerPartitions() {
        Map<String, Integer> partitions = new HashMap<>();
        chain.forEach(document -> partitions.putAll(document.getLanePartitions()));
        return partitions;
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
