package dev.sluice.worker.provider;

import dev.sluice.config.ProviderConfig;
import dev.sluice.schemas.record.Attempt;
import java.time.Instant;
import java.util.Optional;

/**
 * Calls one provider. Blocks its caller, which is a virtual thread; any number of calls at the same
 * time.
 */
public interface ProviderClient {

    /**
     * Makes one call and waits for its end. Never throws for trouble of the provider or the
     * network: that is an outcome.
     *
     * @param key whose secret to send
     * @param latest after this instant the call is given up as a timeout
     */
    CallOutcome call(Attempt attempt, ProviderConfig.Key key, Instant latest);

    /**
     * Opens a connection ahead of the first call, since a handshake between lease and call would
     * make the pace unsteady. Gives up in silence: the first call will tell.
     */
    void open();

    /**
     * Changes when the secret of a key does, and does not give it away; empty where the key needs
     * none.
     *
     * @param keyId id of one of the provider's keys
     */
    default Optional<String> fingerprint(String keyId) {
        return Optional.empty();
    }
}
