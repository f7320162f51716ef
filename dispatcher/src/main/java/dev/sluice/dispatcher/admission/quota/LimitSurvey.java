package dev.sluice.dispatcher.admission.quota;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Limit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks up how full limits are. Walks through what is configured, which takes some milliseconds
 * with a million virtual keys, and reads the uses only of what it tells.
 */
public final class LimitSurvey {

    /** How many limits are told at most; the rest is counted. */
    public static final int TOLD_MAX = 1_000;

    /** Where uses are read. */
    public interface Uses {

        /** Whether this customer's are known here. */
        boolean has(String customer);

        /** {@link LimitUse#NONE} where nothing was used yet. */
        LimitUse of(String customer, LimitPath path);
    }

    private final LimitSelection selection;
    private final Uses uses;
    private final Instant now;
    private final List<LimitStatus> told = new ArrayList<>();
    private long customers;
    private long customersHere;
    private long more;

    private LimitSurvey(LimitSelection selection, Uses uses, Instant now) {
        this.selection = selection;
        this.uses = uses;
        this.now = now;
    }

    /** Of those that are asked for and known here, at most {@link #TOLD_MAX}. */
    public static LimitReport of(
            List<CustomerConfig> configured, LimitSelection selection, Uses uses, Instant now) {
        LimitSurvey survey = new LimitSurvey(selection, uses, now);
        configured.stream().filter(selection::takes).forEach(survey::look);
        return new LimitReport(
                now, survey.customers, survey.customersHere, survey.told, survey.more);
    }

    private void look(CustomerConfig customer) {
        customers++;
        if (!uses.has(customer.id())) {
            return;
        }
        customersHere++;
        LimitOwner owner = LimitOwner.customer(customer.id());
        look(owner, customer.limits());
        customer.teams().stream().filter(selection::takes).forEach(team -> look(owner, team));
    }

    private void look(LimitOwner customer, CustomerConfig.Team team) {
        LimitOwner owner = customer.team(team.id());
        look(owner, team.limits());
        team.keys().stream()
                .filter(selection::takes)
                .forEach(key -> look(owner.virtualKey(key.id()), key.limits()));
    }

    private void look(LimitOwner owner, List<Limit> limits) {
        if (more > 0 || told.size() + limits.size() > TOLD_MAX) {
            more += limits.size();
            return;
        }
        for (QuotaLimit limit : QuotaLimit.of(owner.toString(), limits)) {
            LimitUse use = uses.of(owner.customer(), limit.path());
            told.add(LimitStatus.of(owner, limit, use, now));
        }
    }
}
