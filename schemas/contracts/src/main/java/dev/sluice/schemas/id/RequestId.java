package dev.sluice.schemas.id;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request stands in {@code inference.requests}: so an id cannot come twice, needs no store,
 * and whoever published a record knows its id from the acknowledgement. A topic that is made again
 * has another topic id.
 *
 * <p>Written as {@code topicId.partition.offset}; a topic id is 22 characters of URL-safe base64,
 * which has no dot.
 */
public record RequestId(String topicId, int partition, long offset) {

    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_-]{1,64})\\.(\\d{1,9})\\.(\\d{1,18})");

    public RequestId {
        if (topicId.isEmpty() || topicId.indexOf('.') >= 0) {
            throw new IllegalArgumentException(
                    "a topic id is URL-safe base64, not '" + topicId + "'");
        }
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "partition and offset are not negative: " + partition + ", " + offset);
        }
    }

    /** Empty where {@code text} is not a request id. */
    public static Optional<RequestId> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new RequestId(
                                matcher.group(1),
                                Integer.parseInt(matcher.group(2)),
                                Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return topicId + "." + partition + "." + offset;
    }
}
