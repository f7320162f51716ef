package dev.sluice.client;

import dev.sluice.client.wire.BatchLine;
import dev.sluice.client.wire.JsonText;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.client.wire.OutgoingRequest.OptionalHeader;
import dev.sluice.client.wire.TagsText;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.OnUnreachable;
import dev.sluice.schemas.record.Priority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request to a model. Immutable: each method that sets something returns another request. Texts
 * have at most 512 characters; the body at most 4 MiB, or less where the configuration says so.
 *
 * <p>It is published as one line of the OpenAI Batch input format with record headers, rather than
 * in Avro: so no registry is needed to write, the body's bytes reach the provider as they are, and
 * what stands in the topic can be read with any tool.
 */
public final class Request {

    /** The most that Sluice's configuration allows is less. */
    private static final Duration DEADLINE_MAX = Duration.ofDays(7);

    private final byte[] body;
    private final String url;
    private final Optional<String> customId;
    private final Optional<Deadline> deadline;
    private final Map<OptionalHeader, String> headers;

    private Request(
            byte[] body,
            String url,
            Optional<String> customId,
            Optional<Deadline> deadline,
            Map<OptionalHeader, String> headers) {
        this.body = body;
        this.url = url;
        this.customId = customId;
        this.deadline = deadline;
        this.headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /** A chat completion with one message of the user. */
    public static Request chat(String model, String text) {
        return json(
                "{\"model\":%s,\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
                        .formatted(JsonText.quoted(model), JsonText.quoted(text)));
    }

    /**
     * A body as OpenAI's API takes it.
     *
     * @throws IllegalArgumentException where it is plainly no JSON object
     */
    public static Request json(String body) {
        return json(body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A body as OpenAI's API takes it, in UTF-8.
     *
     * @throws IllegalArgumentException where it is plainly no JSON object
     */
    public static Request json(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw new IllegalArgumentException(
                    "a body is one JSON object, such as {\"model\":…,\"messages\":[…]}");
        }
        return new Request(
                body.clone(), BatchLine.CHAT_URL, Optional.empty(), Optional.empty(), Map.of());
    }

    /** Path below the provider's base URL; {@code /v1/chat/completions} unless set. */
    public Request url(String path) {
        return new Request(body, path, customId, deadline, headers);
    }

    /** Echoed in the result, nothing more. */
    public Request customId(String id) {
        return new Request(body, url, Optional.of(id), deadline, headers);
    }

    /**
     * The same key again, within 7 days and in the same team, gets the recorded answer, or waits
     * for it until its own deadline. Where it is not set and workflow and step are, these two make
     * the key.
     */
    public Request idempotencyKey(String key) {
        return with(OptionalHeader.IDEMPOTENCY_KEY, key);
    }

    /** When the answer is of no use any more. */
    public Request deadline(Instant instant) {
        return with(new Deadline.At(instant));
    }

    /** As {@link #deadline(Instant)}, counted from when Kafka takes the request. */
    public Request deadline(Duration fromNow) {
        return with(new Deadline.After(fromNow));
    }

    /** Class in the waiting line; {@code STANDARD} unless set. */
    public Request priority(Priority priority) {
        return with(OptionalHeader.PRIORITY, word(priority));
    }

    /** The workflow that this is a step of: echoed, in the ledger and in the audit log. */
    public Request workflow(String id) {
        return with(OptionalHeader.WORKFLOW, id);
    }

    /** Name of the step within the workflow. */
    public Request step(String name) {
        return with(OptionalHeader.STEP, name);
    }

    /**
     * Whether to wait for the tenant's limits, or be refused; unless set, as the virtual key's
     * {@code on_limit} says, which is {@code PARK} by default.
     */
    public Request onLimit(OnLimit what) {
        return with(OptionalHeader.ON_LIMIT, word(what));
    }

    /** Never to be called again where a call may have been made. */
    public Request notRepeatable() {
        return with(OptionalHeader.REPEATABLE, "false");
    }

    /**
     * Whether another model may answer where this one cannot: those that the model's route names,
     * in its order. The result then says so, see {@link Result#degradation()}.
     */
    public Request fallback(Fallback what) {
        return with(OptionalHeader.FALLBACK, word(what));
    }

    /**
     * Whether to be refused at once, with {@code deadline_unreachable}, where the waiting line is
     * longer than the time left; {@code WAIT} unless set.
     */
    public Request onUnreachable(OnUnreachable what) {
        return with(OptionalHeader.ON_UNREACHABLE, word(what));
    }

    /**
     * All requests of the workflow that say so keep to the model that answered the first of them,
     * for 7 days. Needs a workflow; another model than the asked one only with {@link
     * #fallback(Fallback)}.
     */
    public Request pinModel() {
        return with(OptionalHeader.PIN, "model");
    }

    /**
     * An answer to an equal request of the same customer will do, if it is no older than that, at
     * most 7 days. Only where this one leaves nothing to chance: it has a temperature of 0 or a
     * seed. {@link Duration#ZERO}: none will do, whatever the configuration says.
     */
    public Request cache(Duration maxAge) {
        return with(OptionalHeader.CACHE, maxAge.isZero() ? "none" : maxAge.toString());
    }

    /** As {@link #cache(Duration)}, also where another call might give another answer. */
    public Request cacheAny(Duration maxAge) {
        return with(OptionalHeader.CACHE, maxAge.isZero() ? "none" : maxAge + " any");
    }

    /**
     * What the rules of the configuration may ask for, by name: at most 16, names of 1 to 64
     * letters, digits, dots, hyphens and underscores, values of 1 to 256 characters.
     *
     * @throws IllegalArgumentException where a name has other characters, or a value a comma, which
     *     separates tags on their way
     */
    public Request tags(Map<String, String> tags) {
        return with(OptionalHeader.TAGS, TagsText.of(tags));
    }

    /** W3C trace context: echoed, and sent to the provider. */
    public Request traceparent(String value) {
        return with(OptionalHeader.TRACEPARENT, value);
    }

    /** As it is, or with this deadline where it has none. */
    Request orDeadline(Duration otherwise) {
        return deadline.isPresent() ? this : deadline(otherwise);
    }

    /**
     * When the deadline passes for a request that Kafka took then: not before that, and not later
     * than any request waits in Sluice.
     *
     * @throws IllegalStateException where it has none
     */
    Instant deadlineFrom(Instant taken) {
        Instant set =
                deadline.orElseThrow(() -> new IllegalStateException("no deadline")).from(taken);
        Instant latest = taken.plus(DEADLINE_MAX);
        return set.isBefore(taken) ? taken : set.isAfter(latest) ? latest : set;
    }

    OutgoingRequest outgoing(String virtualKey, Optional<String> customer) {
        Map<String, String> named = new TreeMap<>();
        headers.forEach((header, value) -> named.put(header.wireName(), value));
        deadline.ifPresent(set -> named.put(OptionalHeader.DEADLINE.wireName(), set.headerText()));
        named.put(OutgoingRequest.KEY_HEADER, virtualKey);
        return new OutgoingRequest(customer, BatchLine.of(customId, url, body), named);
    }

    private Request with(Deadline set) {
        return new Request(body, url, customId, Optional.of(set), headers);
    }

    private Request with(OptionalHeader header, String value) {
        Map<OptionalHeader, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Request(body, url, customId, deadline, more);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Without the body: a prompt does not belong into logs. */
    @Override
    public String toString() {
        return "Request[customId=%s, url=%s, headers=%s, %d bytes]"
                .formatted(customId.orElse("-"), url, headers, body.length);
    }
}
