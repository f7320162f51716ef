package dev.sluice.dispatcher.admission.quota;

import java.time.Instant;
import java.util.List;

/**
 * How full the limits are that somebody asked for, for people.
 *
 * @param customers how many customers of the configuration were asked for
 * @param customersHere how many of them are owned here; only their limits are told
 * @param limits a customer's own first, then each team's with its keys', as they are configured
 * @param more how many limits of theirs are not told, since there are too many
 */
public record LimitReport(
        Instant at, long customers, long customersHere, List<LimitStatus> limits, long more) {

    public LimitReport {
        limits = List.copyOf(limits);
    }
}
