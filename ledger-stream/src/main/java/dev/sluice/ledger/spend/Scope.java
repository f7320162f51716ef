package dev.sluice.ledger.spend;

import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.Tenant;

/** What spend is added up by. */
public enum Scope {
    CUSTOMER("customer", Writers.ONE),
    TEAM("team", Writers.ONE),
    KEY("key", Writers.ONE),
    MODEL("model", Writers.EACH_PARTITION),
    PROVIDER_KEY("provider_key", Writers.EACH_PARTITION);

    /** How many ledger partitions feed one total. */
    enum Writers {
        ONE,
        EACH_PARTITION
    }

    /** Instead of the provider key's id where an end names none, so that the sum stays complete. */
    private static final String NOT_NAMED = "?";

    private final String text;
    private final Writers writers;

    Scope(String text, Writers writers) {
        this.text = text;
        this.writers = writers;
    }

    /** As in {@code SpendTotal.scope}. */
    public String text() {
        return text;
    }

    Writers writers() {
        return writers;
    }

    /** The id under which an entry counts here. */
    String idOf(LedgerEntry entry) {
        Tenant tenant = entry.getTenant();
        return switch (this) {
            case CUSTOMER -> tenant.getCustomer();
            case TEAM -> tenant.getCustomer() + "/" + tenant.getTeam();
            case KEY ->
                    tenant.getCustomer() + "/" + tenant.getTeam() + "/" + tenant.getVirtualKey();
            case MODEL -> entry.getModel();
            case PROVIDER_KEY ->
                    entry.getProvider() + "/" + entry.getProviderKey().orElse(NOT_NAMED);
        };
    }
}
