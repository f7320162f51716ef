package dev.sluice.ledger.audit;

/**
 * Where chains live. A topic that is made again has another topic id, so its chains are others.
 *
 * @param topicId of {@code audit.log}
 */
public record ChainOrigin(String clusterId, String topicId) {

    /** Id of the chain of one partition. */
    public String chain(int partition) {
        return "audit/" + clusterId + "/" + topicId + "/" + partition;
    }
}
