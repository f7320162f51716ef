package dev.sluice.dispatcher.admission;

import dev.sluice.config.KeyValidity;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.VirtualKeys;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.Tenant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a request may be admitted by the configuration in force. It was read under one that may
 * have been another: what a newcomer would be refused for, one that waited is refused for too, as
 * it would pass without limits otherwise.
 */
final class Rights {

    /**
     * Why it may not.
     *
     * @param statusCode as the same flaw of a newcomer has it
     */
    record Loss(int statusCode, ResultError error) {}

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final VirtualKeys keys;
    private final Set<String> models;

    Rights(SluiceConfig config) {
        this.keys = VirtualKeys.of(config);
        this.models =
                config.models().stream()
                        .map(ModelConfig::name)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** A key of the same id under another customer is another key; its team may have changed. */
    Optional<VirtualKeys.Entry> keyOf(Tenant tenant) {
        return keys.find(tenant.getVirtualKey())
                .filter(entry -> entry.customer().id().equals(tenant.getCustomer()));
    }

    /**
     * What the request has lost since it was read; empty where it may be admitted.
     *
     * @param model that it is to be sent to
     */
    Optional<Loss> lost(RequestState state, String model) {
        Tenant tenant = state.facts().tenant();
        Optional<VirtualKeys.Entry> key = keyOf(tenant);
        if (key.isEmpty()) {
            return loss(
                    UNAUTHORIZED,
                    "unknown_virtual_key",
                    "the virtual key %s was taken out of the configuration"
                            .formatted(tenant.getVirtualKey()),
                    state);
        }
        if (key.get().key().validity().use() == KeyValidity.Use.DISABLED) {
            return loss(
                    UNAUTHORIZED,
                    "virtual_key_disabled",
                    "the virtual key %s was disabled".formatted(tenant.getVirtualKey()),
                    state);
        }
        if (!models.contains(model)) {
            return loss(
                    NOT_FOUND,
                    "model_not_found",
                    "the model %s was taken out of the configuration".formatted(model),
                    state);
        }
        return key.get().key().models().contains(model)
                ? Optional.empty()
                : loss(
                        FORBIDDEN,
                        "model_not_allowed",
                        "the virtual key %s lost the right to use %s"
                                .formatted(tenant.getVirtualKey(), model),
                        state);
    }

    private static Optional<Loss> loss(int status, String type, String what, RequestState state) {
        String when =
                state.tally().attempts() == 0
                        ? " while this request waited"
                        : " before this request's next attempt";
        return Optional.of(new Loss(status, Results.error(type, what + when)));
    }
}
