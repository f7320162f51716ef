package dev.sluice.dispatcher.admission.request;

import java.time.Duration;
import java.util.Optional;

/** A workflow within its team: what may keep to one model. */
public record PinScope(String customer, String team, String workflow) {

    /** How long a workflow keeps to the model that answered its first request. */
    public static final Duration KEPT = Duration.ofDays(7);

    /** Workflows of one team that may do so at the same time. */
    public static final int TEAM_MAX = 100_000;

    /** Empty where the request does not ask for it. */
    public static Optional<PinScope> of(RequestFacts facts) {
        return facts.wishes().pinning() == RequestFacts.Wishes.Pinning.WORKFLOW
                ? facts.echo()
                        .workflow()
                        .map(workflow ->
                                new PinScope(
                                        facts.tenant().getCustomer(),
                                        facts.tenant().getTeam(),
                                        workflow))
                : Optional.empty();
    }
}
