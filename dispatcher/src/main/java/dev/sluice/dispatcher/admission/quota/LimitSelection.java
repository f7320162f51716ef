package dev.sluice.dispatcher.admission.quota;

import dev.sluice.config.CustomerConfig;
import java.util.Optional;

/**
 * Whose limits somebody asks for. The limits above what is named belong to it, as its requests
 * count there too; those of all below it as well.
 */
public record LimitSelection(
        Optional<String> customer, Optional<String> team, Optional<String> virtualKey) {

    /** All of them. */
    public static final LimitSelection ALL =
            new LimitSelection(Optional.empty(), Optional.empty(), Optional.empty());

    boolean takes(CustomerConfig asked) {
        return customer.map(asked.id()::equals).orElse(true)
                && ((team.isEmpty() && virtualKey.isEmpty())
                        || asked.teams().stream().anyMatch(this::takes));
    }

    boolean takes(CustomerConfig.Team asked) {
        return team.map(asked.id()::equals).orElse(true)
                && (virtualKey.isEmpty() || asked.keys().stream().anyMatch(this::takes));
    }

    boolean takes(CustomerConfig.VirtualKey asked) {
        return virtualKey.map(asked.id()::equals).orElse(true);
    }
}
