package dev.sluice.config.rule;

import dev.sluice.config.rule.RuleInput.Kind;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.Attempt;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a rule may ask for: the one list that compiler, evaluation and documentation go by. */
public enum Variable {
    MODEL(Type.TEXT),
    URL(Type.TEXT),
    PRIORITY(Type.TEXT),
    /** Empty where the request has none. */
    WORKFLOW(Type.TEXT),
    /** Empty where the request has none. */
    STEP(Type.TEXT),
    TAGS(Type.TAGS),
    CUSTOMER(Type.TEXT),
    TEAM(Type.TEXT),
    KEY(Type.TEXT),
    INPUT_TOKENS(Type.WHOLE),
    MAX_OUTPUT_TOKENS(Type.WHOLE),
    /** To be compared with, not to be added up: money is counted elsewhere, and exactly. */
    COST_USD(Type.NUMBER),
    DEADLINE(Type.TIME),
    NOW(Type.TIME),
    BUDGET_USED(Type.NUMBER),
    TOKENS_USED(Type.NUMBER),
    REQUESTS_USED(Type.NUMBER),
    CONCURRENT_USED(Type.NUMBER);

    /** Of the value: String, Long, Double, Instant, or a map of texts. */
    public enum Type {
        TEXT,
        WHOLE,
        NUMBER,
        TIME,
        TAGS
    }

    private final Type type;

    Variable(Type type) {
        this.type = type;
    }

    /** As a rule writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Type type() {
        return type;
    }

    /** Of its {@link #type()}. */
    public Object of(RuleInput input) {
        Attempt request = input.request();
        return switch (this) {
            case MODEL -> request.getModel();
            case URL -> request.getUrl();
            case PRIORITY -> request.getPriority().name().toLowerCase(Locale.ROOT);
            case WORKFLOW -> request.getWorkflow().orElse("");
            case STEP -> request.getStep().orElse("");
            case TAGS -> input.tags();
            case CUSTOMER -> request.getTenant().getCustomer();
            case TEAM -> request.getTenant().getTeam();
            case KEY -> request.getTenant().getVirtualKey();
            case INPUT_TOKENS -> (long) request.getInputTokens();
            case MAX_OUTPUT_TOKENS -> (long) request.getMaxOutputTokens();
            case COST_USD -> PicoUsd.toUsd(request.getReservation().getPicos()).doubleValue();
            case DEADLINE -> request.getDeadline();
            case NOW -> input.now();
            case BUDGET_USED -> input.uses().percent(Kind.BUDGET);
            case TOKENS_USED -> input.uses().percent(Kind.TOKENS);
            case REQUESTS_USED -> input.uses().percent(Kind.REQUESTS);
            case CONCURRENT_USED -> input.uses().percent(Kind.CONCURRENT);
        };
    }

    /** As rules write them. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Variable::word).toList();
    }
}
