package dev.sluice.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.audit.AuditChain;
import dev.sluice.ledger.audit.ChainKeys;
import dev.sluice.ledger.samples.Chains;
import dev.sluice.schemas.record.AuditRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The attack table: what somebody with write access to the topic may do, and what it is called. */
class ChainVerifierTest {

    private static final int RECORDS = 8;
    private static final List<AuditRecord> GENUINE = Chains.of(Chains.keys(), RECORDS, 5);

    private static Optional<AuditFault> verify(List<AuditRecord> records) {
        ChainVerifier verifier = new ChainVerifier(Chains.keys());
        records.forEach(verifier::next);
        return verifier.fault();
    }

    /** An attack on a copy of the genuine chain. */
    interface Attack extends UnaryOperator<List<AuditRecord>> {}

    private static Arguments row(String name, Attack attack, long position, AuditFault.Kind kind) {
        return Arguments.of(name, attack, position, kind);
    }

    static Stream<Arguments> attacks() {
        return Stream.of(withoutKey(), withKnowledge(), restamped()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> withoutKey() {
        return Stream.of(
                row(
                        "one byte altered",
                        at(3, ChainVerifierTest::altered),
                        3,
                        AuditFault.Kind.ALTERED),
                row(
                        "customer beside the bytes altered",
                        at(3, was -> AuditRecord.newBuilder(was).setCustomer("globex").build()),
                        3,
                        AuditFault.Kind.ALTERED),
                row("deleted in the middle", delete(3), 3, AuditFault.Kind.GAP),
                row("deleted first", delete(0), 0, AuditFault.Kind.TRUNCATED_HEAD),
                row(
                        "first half deleted",
                        all -> all.subList(4, RECORDS),
                        0,
                        AuditFault.Kind.TRUNCATED_HEAD),
                row("two swapped", swap(3, 4), 3, AuditFault.Kind.REORDERED),
                row("first two swapped", swap(0, 1), 0, AuditFault.Kind.REORDERED),
                row("the last two swapped", swap(6, 7), 6, AuditFault.Kind.REORDERED),
                row("one duplicated", insert(4, 3), 4, AuditFault.Kind.REPEATED),
                row("an old one appended", insert(8, 2), 8, AuditFault.Kind.REPEATED),
                row("the whole chain again", ChainVerifierTest::again, 8, AuditFault.Kind.REPEATED),
                row("spliced from another partition", splice(1), 3, AuditFault.Kind.WRONG_CHAIN),
                row(
                        "from a topic that was made again",
                        all -> recreated(),
                        0,
                        AuditFault.Kind.WRONG_CHAIN));
    }

    private static Stream<Arguments> withKnowledge() {
        return Stream.of(
                row(
                        "altered, leaf made anew",
                        at(3, ChainVerifierTest::releafed),
                        3,
                        AuditFault.Kind.FORGED),
                row(
                        "deleted and numbered anew",
                        ChainVerifierTest::renumber,
                        3,
                        AuditFault.Kind.BROKEN_LINK),
                row("spliced and renamed", renamed(), 3, AuditFault.Kind.BROKEN_LINK),
                row(
                        "rewritten with another key",
                        all -> rewritten("other"),
                        0,
                        AuditFault.Kind.WRONG_KEY),
                row(
                        "rewritten with another key, its id kept",
                        all -> disguised(),
                        0,
                        AuditFault.Kind.FORGED));
    }

    private static Stream<Arguments> restamped() {
        return Stream.of(
                row(
                        "restamped into a later epoch",
                        at(3, was -> epoch(was, 1)),
                        3,
                        AuditFault.Kind.FORGED),
                row(
                        "restamped into an epoch far off",
                        at(3, was -> epoch(was, 2)),
                        3,
                        AuditFault.Kind.WRONG_EPOCH),
                row(
                        "canonical version unknown",
                        at(3, was -> AuditRecord.newBuilder(was).setCanonVersion(2).build()),
                        3,
                        AuditFault.Kind.ALTERED),
                row(
                        "mac cut off",
                        at(
                                3,
                                was ->
                                        AuditRecord.newBuilder(was)
                                                .setMac(ByteBuffer.allocate(0))
                                                .build()),
                        3,
                        AuditFault.Kind.FORGED));
    }

    private static Attack at(int index, UnaryOperator<AuditRecord> change) {
        return all -> {
            all.set(index, change.apply(all.get(index)));
            return all;
        };
    }

    private static AuditRecord altered(AuditRecord was) {
        return AuditRecord.newBuilder(was).setCanonical(changed(was)).build();
    }

    private static AuditRecord releafed(AuditRecord was) {
        ByteBuffer canonical = Chains.answer(3, 1).canonical();
        return AuditRecord.newBuilder(was)
                .setCanonical(canonical)
                .setLeaf(Chains.keys().leaf(canonical))
                .build();
    }

    private static AuditRecord epoch(AuditRecord was, int epoch) {
        return AuditRecord.newBuilder(was).setEpoch(epoch).build();
    }

    private static ByteBuffer changed(AuditRecord was) {
        ByteBuffer bytes = ByteBuffer.allocate(was.getCanonical().remaining());
        bytes.put(was.getCanonical().duplicate()).flip();
        int last = bytes.limit() - 1;
        return bytes.put(last, (byte) (bytes.get(last) ^ 1));
    }

    private static Attack delete(int index) {
        return all -> {
            all.remove(index);
            return all;
        };
    }

    private static Attack swap(int one, int other) {
        return all -> {
            AuditRecord kept = all.get(one);
            all.set(one, all.get(other));
            all.set(other, kept);
            return all;
        };
    }

    private static Attack insert(int index, int copied) {
        return all -> {
            all.add(index, all.get(copied));
            return all;
        };
    }

    private static List<AuditRecord> again(List<AuditRecord> all) {
        all.addAll(GENUINE);
        return all;
    }

    private static Attack splice(int partition) {
        List<AuditRecord> other = chain("root", partition);
        return at(3, was -> other.get(3));
    }

    private static Attack renamed() {
        List<AuditRecord> other = chain("root", 1);
        return at(3, was -> AuditRecord.newBuilder(other.get(3)).setChain(was.getChain()).build());
    }

    private static List<AuditRecord> renumber(List<AuditRecord> all) {
        all.remove(3);
        for (int i = 3; i < all.size(); i++) {
            all.set(i, AuditRecord.newBuilder(all.get(i)).setSeq(i).build());
        }
        return all;
    }

    private static List<AuditRecord> rewritten(String secret) {
        return chain(secret, 0);
    }

    private static List<AuditRecord> disguised() {
        return rewritten("other").stream()
                .map(record ->
                        AuditRecord.newBuilder(record).setKeyId(Chains.keys().keyId()).build())
                .toList();
    }

    private static List<AuditRecord> chain(String secret, int partition) {
        String id = Chains.ORIGIN.chain(partition);
        return Chains.of(ChainKeys.of(Chains.rootKey(secret), id), RECORDS, 5);
    }

    private static List<AuditRecord> recreated() {
        ChainKeys keys =
                ChainKeys.of(Chains.rootKey("root"), "audit/cluster/BBBBBBBBBBBBBBBBBBBBBB/0");
        return Chains.of(keys, RECORDS, 5);
    }

    @ParameterizedTest(name = "{0}: {3} at {2}")
    @MethodSource("attacks")
    void anAttackIsFoundWhereItBeginsAndNamed(
            String name, Attack attack, long position, AuditFault.Kind kind) {
        Optional<AuditFault> fault = verify(attack.apply(new ArrayList<>(GENUINE)));
        assertThat(fault)
                .as(name)
                .hasValueSatisfying(found -> {
                    assertThat(found.kind()).isEqualTo(kind);
                    assertThat(found.position()).isEqualTo(position);
                    assertThat(found.chain()).isEqualTo(Chains.ORIGIN.chain(0));
                });
    }

    @Test
    void aGenuineChainIsWhole() {
        ChainVerifier verifier = new ChainVerifier(Chains.keys());
        GENUINE.forEach(verifier::next);
        assertThat(verifier.whole()).isTrue();
        assertThat(verifier.fault()).isEmpty();
        assertThat(verifier.records()).isEqualTo(RECORDS);
    }

    @Test
    void anEmptyChainIsWhole() {
        assertThat(verify(List.of())).isEmpty();
    }

    @Test
    void aCutOffTailIsNotSeenByTheChainAlone() {
        assertThat(verify(GENUINE.subList(0, 5))).isEmpty();
    }

    @Test
    void whoHasTheKeyCanWriteTheChainAnewWithoutBeingSeen() {
        assertThat(verify(Chains.of(Chains.keys(), RECORDS, 4))).isEmpty();
    }

    @Test
    void aChainGoesOnInTheNextEpoch() {
        ChainKeys keys = Chains.keys();
        AuditChain chain = new AuditChain(keys);
        List<AuditRecord> records = new ArrayList<>();
        AuditChain.Head head = chain.start();
        for (int offset = 0; offset < 4; offset++) {
            var link = chain.append(head, Chains.answer(offset, 5));
            records.add(link.record());
            head = link.head();
            keys.advance();
        }
        assertThat(records).extracting(AuditRecord::getEpoch).containsExactly(0, 1, 2, 3);
        assertThat(verify(records)).isEmpty();
    }

    @Test
    void bytesThatAreNoRecordAreAFault() {
        ChainVerifier verifier = new ChainVerifier(Chains.keys());
        GENUINE.subList(0, 2).forEach(verifier::next);
        verifier.unreadable("no magic byte");
        assertThat(verifier.fault())
                .hasValueSatisfying(
                        fault -> assertThat(fault.kind()).isEqualTo(AuditFault.Kind.UNREADABLE));
    }

    @Test
    void theFirstFaultStaysTheFirst() {
        List<AuditRecord> records = new ArrayList<>(GENUINE);
        records.set(2, altered(records.get(2)));
        records.remove(5);
        assertThat(verify(records)).map(AuditFault::position).hasValue(2L);
    }
}
