package dev.sluice.dispatcher.admission.request;

import dev.sluice.schemas.record.Attempt;

/**
 * A request that may be admitted.
 *
 * @param draft its first attempt as it would be sent, with the body rewritten once; only the time
 *     of admission is still open
 */
public record IncomingRequest(RequestFacts facts, Attempt draft) {}
