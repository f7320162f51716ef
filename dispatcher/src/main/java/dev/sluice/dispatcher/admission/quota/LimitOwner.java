package dev.sluice.dispatcher.admission.quota;

import java.util.Optional;

/**
 * Whose a limit is: a customer's, a team's of it, or a virtual key's of that.
 *
 * @param team empty: the customer's own
 * @param virtualKey empty: the team's own, or the customer's
 */
public record LimitOwner(String customer, Optional<String> team, Optional<String> virtualKey) {

    static LimitOwner customer(String customer) {
        return new LimitOwner(customer, Optional.empty(), Optional.empty());
    }

    LimitOwner team(String id) {
        return new LimitOwner(customer, Optional.of(id), Optional.empty());
    }

    LimitOwner virtualKey(String id) {
        return new LimitOwner(customer, team, Optional.of(id));
    }

    /** As it stands in front in a {@link LimitPath}. */
    @Override
    public String toString() {
        return customer
                + team.map(id -> "/" + id).orElse("")
                + virtualKey.map(id -> "/" + id).orElse("");
    }
}
