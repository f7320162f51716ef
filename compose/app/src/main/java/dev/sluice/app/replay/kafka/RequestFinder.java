package dev.sluice.app.replay.kafka;

import dev.sluice.app.replay.KnownRequest;
import dev.sluice.app.replay.KnownRequests;
import dev.sluice.app.replay.OffsetRange;
import dev.sluice.config.VirtualKeys;
import dev.sluice.dispatcher.admission.ingress.Envelope;
import dev.sluice.dispatcher.streams.admission.Letters;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.streams.DeadLetters;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Finds requests in {@code inference.requests} by what stands around their bodies. One thread. */
final class RequestFinder {

    /** Names of workflows that are told to who asked for one that there is not. */
    private static final int NAMES_MAX = 10;

    private final PartReader reader;
    private final Letters letters;
    private final VirtualKeys keys;
    private final String topicId;
    private final Map<String, KnownRequest.Owner> owners = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final SortedSet<String> otherWorkflows = new TreeSet<>();
    private long unreadable;

    RequestFinder(PartReader reader, Letters letters, VirtualKeys keys, String topicId) {
        this.reader = reader;
        this.letters = letters;
        this.keys = keys;
        this.topicId = topicId;
    }

    /**
     * Selects those of the workflow, or all.
     *
     * @param customer whose; those of virtual keys that nobody has any more are taken too
     */
    void select(
            SortedMap<Integer, OffsetRange> parts,
            Optional<String> workflow,
            Optional<String> customer,
            KnownRequests into) {
        read(
                parts,
                request -> {
                    if (workflow.isPresent() && !request.workflow().equals(workflow)) {
                        request.workflow().ifPresent(this::noteOther);
                    } else if (mayBeOf(request.owner(), customer)) {
                        into.select(request);
                    }
                });
    }

    /** Adds those that are the same as a selected one. */
    void relate(SortedMap<Integer, OffsetRange> parts, KnownRequests into) {
        read(parts, into::relate);
    }

    /** Some of the workflows that were not asked for. */
    SortedSet<String> otherWorkflows() {
        return otherWorkflows;
    }

    /** Records that are no requests of anybody. */
    long unreadable() {
        return unreadable;
    }

    private void noteOther(String workflow) {
        if (otherWorkflows.size() < NAMES_MAX) {
            otherWorkflows.add(workflow);
        }
    }

    private static boolean mayBeOf(KnownRequest.Owner owner, Optional<String> customer) {
        return customer.isEmpty() || !owner.isKnown() || owner.customer().equals(customer.get());
    }

    private void read(SortedMap<Integer, OffsetRange> parts, Consumer<KnownRequest> each) {
        unreadable = 0;
        reader.read(
                Topics.REQUESTS.name(),
                parts,
                found -> envelope(found).map(it -> known(found, it)).ifPresent(each));
    }

    private Optional<Envelope> envelope(ConsumerRecord<byte[], byte[]> found) {
        try {
            if (found.value() != null) {
                return Optional.of(
                        Envelope.of(
                                letters.letter(
                                        ByteBuffer.wrap(found.value()),
                                        DeadLetters.fields(found.headers()))));
            }
        } catch (SerializationException e) {
            // Admission could not read it either: it lies in the dead letters.
        }
        unreadable++;
        return Optional.empty();
    }

    private KnownRequest known(ConsumerRecord<byte[], byte[]> found, Envelope envelope) {
        return new KnownRequest(
                new RequestId(topicId, found.partition(), found.offset()),
                owners.computeIfAbsent(envelope.virtualKey().orElse(""), this::owner),
                envelope.key(),
                envelope.replayOf().flatMap(RequestId::parse),
                envelope.workflow().map(name -> names.computeIfAbsent(name, same -> same)),
                envelope.step(),
                Instant.ofEpochMilli(found.timestamp()));
    }

    private KnownRequest.Owner owner(String virtualKey) {
        return keys.find(virtualKey)
                .map(entry -> new KnownRequest.Owner(entry.customer().id(), entry.team().id()))
                .orElseGet(() -> new KnownRequest.Owner("", virtualKey));
    }
}
