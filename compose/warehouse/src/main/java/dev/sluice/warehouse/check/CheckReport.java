package dev.sluice.warehouse.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What `sluice warehouse check` found, as it prints it. Immutable. */
public final class CheckReport {

    private static final int PICO_DIGITS = 12;

    /** One table beside its topic. */
    public sealed interface Part {

        String table();

        /** Records that are not in the warehouse yet. */
        long behind();

        /** Rows whose records Kafka no longer has. */
        long aged();

        /** What is wrong, a line each; empty where nothing is. */
        List<String> faults();

        String line();
    }

    /** A table by position: partitions by number. */
    public record Positions(String table, SortedMap<Integer, Tally> partitions) implements Part {

        public Positions(String table, Map<Integer, Tally> partitions) {
            this(table, new TreeMap<>(partitions));
        }

        @Override
        public long behind() {
            return partitions.values().stream().mapToLong(Tally::behind).sum();
        }

        @Override
        public long aged() {
            return partitions.values().stream().mapToLong(Tally::aged).sum();
        }

        @Override
        public List<String> faults() {
            List<String> faults = new ArrayList<>();
            partitions.forEach((partition, tally) -> {
                String where = table + ", partition " + partition + ": ";
                tally.missing().text("missing").ifPresent(w -> faults.add(where + w));
                tally.different()
                        .text("different from the record")
                        .ifPresent(w -> faults.add(where + w));
                tally.extra()
                        .text("without a record in Kafka")
                        .ifPresent(w -> faults.add(where + w));
            });
            return faults;
        }

        @Override
        public String line() {
            long records = partitions.values().stream().mapToLong(Tally::records).sum();
            long rows = partitions.values().stream().mapToLong(Tally::rows).sum();
            BigInteger inKafka = sum(partitions, true);
            BigInteger inTable = sum(partitions, false);
            return row(
                    table,
                    records,
                    rows,
                    inKafka.signum() == 0 && inTable.signum() == 0
                            ? ""
                            : usd(inKafka) + " / " + usd(inTable),
                    this);
        }

        private static BigInteger sum(Map<Integer, Tally> partitions, boolean records) {
            return partitions.values().stream()
                    .map(tally -> records ? tally.recordPicos() : tally.rowPicos())
                    .reduce(BigInteger.ZERO, BigInteger::add);
        }
    }

    /** A table by key. */
    public record Keys(String table, KeyComparison.Found found) implements Part {

        @Override
        public long behind() {
            return found.behind();
        }

        @Override
        public long aged() {
            return 0;
        }

        @Override
        public List<String> faults() {
            return found.first()
                    .map(first ->
                            List.of(
                                    "%s: %,d keys different, the first '%s'"
                                            .formatted(table, found.different(), first)))
                    .orElse(List.of());
        }

        @Override
        public String line() {
            return row(table, found.keys(), found.rows(), "", this);
        }
    }

    private final List<Part> parts;

    public CheckReport(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** How it ended. */
    public enum Outcome {
        EQUAL,
        DIFFERENT,
        /** Nothing is wrong, and not everything is there. */
        BEHIND
    }

    public Outcome outcome() {
        if (parts.stream().anyMatch(part -> !part.faults().isEmpty())) {
            return Outcome.DIFFERENT;
        }
        return parts.stream().anyMatch(part -> part.behind() > 0) ? Outcome.BEHIND : Outcome.EQUAL;
    }

    /** A table, then what is wrong. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%-15s %14s %14s  %-52s %s"
                        .formatted("table", "in Kafka", "in the table", "USD, likewise", ""));
        parts.forEach(part -> lines.add(part.line()));
        parts.forEach(part -> part.faults().forEach(fault -> lines.add("  " + fault)));
        return lines;
    }

    private static String row(String table, long records, long rows, String usd, Part part) {
        return "%-15s %,14d %,14d  %-52s %s".formatted(table, records, rows, usd, word(part));
    }

    private static String word(Part part) {
        if (!part.faults().isEmpty()) {
            return "DIFFERENT";
        }
        String word = part.behind() == 0 ? "equal" : "%,d behind".formatted(part.behind());
        return part.aged() == 0
                ? word
                : word + ", and %,d older than Kafka keeps".formatted(part.aged());
    }

    private static String usd(BigInteger picos) {
        return new BigDecimal(picos, PICO_DIGITS).toPlainString();
    }

    /** The first fault; empty where there is none. */
    public Optional<String> firstFault() {
        return parts.stream().flatMap(part -> part.faults().stream()).findFirst();
    }
}
