package dev.sluice.app.replay;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which requests are looked at: those of a part of the topic, of one workflow, or both.
 *
 * @param workflow empty: of any, and of none
 */
public record Selection(Part part, Optional<String> workflow) {

    /** A part of the topic. */
    public sealed interface Part {}

    /** All that is there. */
    public record Everything() implements Part {}

    /** All that was accepted from then on. */
    public record Since(Instant time) implements Part {}

    /**
     * One partition.
     *
     * @param last the last offset that is looked at; empty: to the end
     */
    public record Offsets(Position first, Optional<Position> last) implements Part {}

    /** A record of the topic, written {@code partition:offset}. */
    public record Position(int partition, long offset) {

        private static final Pattern FORM = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

        static Position parse(String option, String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new ReplayRefused(
                        "%s is PARTITION:OFFSET such as 2:1500, not '%s'".formatted(option, text));
            }
            return new Position(
                    Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
        }

        @Override
        public String toString() {
            return partition + ":" + offset;
        }
    }

    /**
     * What the options of a command line say.
     *
     * @throws ReplayRefused where they select nothing or contradict each other
     */
    public static Selection of(
            Optional<String> workflow,
            Optional<String> from,
            Optional<String> to,
            Optional<Instant> since) {
        if (workflow.isEmpty() && from.isEmpty() && since.isEmpty()) {
            throw new ReplayRefused(
                    "say what to replay: --workflow ID, --since 2h, or --from PARTITION:OFFSET [--to PARTITION:OFFSET]");
        }
        if (from.isPresent() && since.isPresent()) {
            throw new ReplayRefused("--from and --since say two things: leave one out");
        }
        if (to.isPresent() && from.isEmpty()) {
            throw new ReplayRefused("--to needs --from of the same partition");
        }
        Part part =
                from.map(first -> offsets(first, to))
                        .or(() -> since.map(Since::new))
                        .orElseGet(Everything::new);
        return new Selection(part, workflow);
    }

    private static Part offsets(String from, Optional<String> to) {
        Position first = Position.parse("--from", from);
        Optional<Position> last = to.map(text -> Position.parse("--to", text));
        if (last.filter(it -> it.partition() != first.partition()).isPresent()) {
            throw new ReplayRefused(
                    "--from %s and --to %s are of different partitions: replay one after the other"
                            .formatted(first, last.get()));
        }
        if (last.filter(it -> it.offset() < first.offset()).isPresent()) {
            throw new ReplayRefused("--to %s stands before --from %s".formatted(last.get(), first));
        }
        return new Offsets(first, last);
    }

    /**
     * The offsets that are meant.
     *
     * @param there the partitions with what they have
     * @throws ReplayRefused where they have no such partition or offset; says those that they have
     */
    public static OffsetRange range(Offsets wanted, SortedMap<Integer, OffsetRange> there) {
        int partition = wanted.first().partition();
        OffsetRange has = there.get(partition);
        if (has == null) {
            throw new ReplayRefused(
                    "there is no partition %d: there are %d to %d"
                            .formatted(partition, there.firstKey(), there.lastKey()));
        }
        long first = inside("--from", wanted.first(), has);
        long end = wanted.last().map(last -> inside("--to", last, has) + 1).orElse(has.end());
        return new OffsetRange(first, end);
    }

    private static long inside(String option, Position position, OffsetRange has) {
        if (has.isEmpty()) {
            throw new ReplayRefused(
                    "%s %s: partition %d has no records"
                            .formatted(option, position, position.partition()));
        }
        if (!has.contains(position.offset())) {
            throw new ReplayRefused(
                    "%s %s is %s: partition %d has %d to %d"
                            .formatted(
                                    option,
                                    position,
                                    position.offset() < has.first()
                                            ? "not there any more"
                                            : "past the end",
                                    position.partition(),
                                    has.first(),
                                    has.end() - 1));
        }
        return position.offset();
    }
}
