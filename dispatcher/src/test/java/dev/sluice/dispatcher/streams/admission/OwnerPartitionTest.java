package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerPartitionTest {

    private static final Tenant NOBODY = new Tenant("", "", "who");

    private static InferenceResult result(String requestId) {
        return InferenceResult.newBuilder()
                .setRequestId(requestId)
                .setTenant(NOBODY)
                .setStatus(ResultStatus.REFUSED)
                .setStatusCode(401)
                .setModel("")
                .setAcceptedAt(Samples.NOON)
                .setFinishedAt(Samples.NOON)
                .setConfigVersion(1)
                .build();
    }

    private static Decision decision(String requestId) {
        return Decision.newBuilder()
                .setRequestId(requestId)
                .setAttempt(0)
                .setTenant(NOBODY)
                .setKind(DecisionKind.REFUSED)
                .setReason("r")
                .setModel("")
                .setAt(Samples.NOON)
                .setConfigVersion(1)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"acme, 4", "beta, 4", "acme, 1", "gamma, 12"})
    void aCustomersRecordsStandOnItsPartition(String customer, int partitions) {
        byte[] key = customer.getBytes(StandardCharsets.UTF_8);
        Set<Integer> own = Set.of(Partitions.of(customer, partitions));
        String id = Samples.TOPIC_ID + ".3.9";
        assertThat(OwnerPartition.ofKey("t", key, "v", partitions)).contains(own);
        assertThat(OwnerPartition.ofResult("t", key, result(id), partitions)).contains(own);
        assertThat(OwnerPartition.ofDecision("t", key, decision(id), partitions)).contains(own);
    }

    /** The request came in on partition 3. */
    @ParameterizedTest(name = "of {0} partitions: {1}")
    @CsvSource({"4, 3", "8, 3", "2, 1"})
    void aRequestOfNobodyIsAnsweredWhereItCameIn(int partitions, int expected) {
        String id = Samples.TOPIC_ID + ".3.9";
        assertThat(OwnerPartition.ofResult("t", null, result(id), partitions))
                .contains(Set.of(expected));
        assertThat(OwnerPartition.ofDecision("t", null, decision(id), partitions))
                .contains(Set.of(expected));
    }

    @Test
    void whatHasNeitherKeyNorIdGoesAsUsual() {
        assertThat(OwnerPartition.ofResult("t", null, result("no id"), 4)).isEmpty();
        assertThat(OwnerPartition.ofKey("t", null, "v", 4)).isEmpty();
        assertThat(OwnerPartition.asUsual("t", new byte[] {1}, "v", 4)).isEmpty();
    }
}
