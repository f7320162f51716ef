package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.CustomerConfig.ResultsTopic.Format;
import dev.sluice.delivery.kafka.DeliveryRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own access control between delivery and customers' topics. */
class DeliveryForbiddenIT {

    private static final Map<String, String> AUTHORIZER =
            Map.of(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                    // What has no rule is open: the rules below are about the customers' topics.
                    "allow.everyone.if.no.acl.found",
                    "true");

    @Test
    void aForbiddenTopicStopsNobodyElseAndIsCaughtUpWhenItIsPermitted(@TempDir Path folder)
            throws Exception {
        try (DeliveryBench bench = DeliveryBench.start(folder, AUTHORIZER)) {
            for (String name : List.of("sealed", "hidden", "open")) {
                bench.makeTopic("out." + name, 1, Map.of());
            }
            permit(bench, "out.sealed", AclOperation.READ, AclOperation.DESCRIBE);
            permit(bench, "out.hidden", AclOperation.ALTER);
            for (int n = 0; n < 5; n++) {
                bench.write(DeliveryBench.answer("sealed", "s-" + n, "{}"));
                bench.write(DeliveryBench.answer("hidden", "h-" + n, "{}"));
                bench.write(DeliveryBench.answer("open", "o-" + n, "{}"));
            }

            try (DeliveryRole role =
                    bench.deliver(
                            "d-1",
                            DeliveryBench.customer("sealed", Format.JSON),
                            DeliveryBench.customer("hidden", Format.JSON),
                            DeliveryBench.customer("open", Format.JSON))) {
                assertThat(bench.await("out.open", 5)).hasSize(5);
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() ->
                                assertThat(role.troubles())
                                        .containsOnlyKeys("sealed", "hidden")
                                        .allSatisfy((_, why) ->
                                                assertThat(why).startsWith("not permitted")));
                assertThat(role.ready()).isTrue();

                permit(bench, "out.sealed", AclOperation.WRITE);
                permit(bench, "out.hidden", AclOperation.ALL);

                assertThat(bench.await("out.sealed", 5))
                        .extracting(Delivered::id)
                        .containsExactly("s-0", "s-1", "s-2", "s-3", "s-4");
                assertThat(bench.await("out.hidden", 5)).hasSize(5);
                await().untilAsserted(() -> assertThat(role.troubles()).isEmpty());
            }
        }
    }

    private static void permit(DeliveryBench bench, String topic, AclOperation... operations)
            throws Exception {
        ResourcePattern pattern =
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        bench.admin()
                .createAcls(
                        Arrays.stream(operations)
                                .map(operation ->
                                        new AclBinding(
                                                pattern,
                                                new AccessControlEntry(
                                                        "User:ANONYMOUS",
                                                        "*",
                                                        operation,
                                                        AclPermissionType.ALLOW)))
                                .toList())
                .all()
                .get();
    }
}
