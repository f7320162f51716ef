package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.Attempt;
import java.util.Optional;

/**
 * A request that wants its answer, however it may come by it.
 *
 * @param before as stored; empty for one that just came
 * @param draft its first attempt as it would be sent
 * @param requests how often it counts anew at limits of requests
 */
record Entrant(Optional<RequestState> before, RequestFacts facts, Attempt draft, int requests) {}
