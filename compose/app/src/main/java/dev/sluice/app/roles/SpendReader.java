package dev.sluice.app.roles;

import dev.sluice.app.kafka.TopicSnapshot;
import dev.sluice.ledger.spend.SpendReport;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;

/** The spend of a cluster as it stands now. */
public final class SpendReader {

    private SpendReader() {}

    public static SpendReport read(ClusterLink cluster) {
        Map<String, SpendTotal> latest = new HashMap<>();
        TopicSnapshot.read(
                cluster.bootstrapServers(), cluster.registry(), Topics.SPEND, latest::put);
        return SpendReport.of(latest);
    }
}
