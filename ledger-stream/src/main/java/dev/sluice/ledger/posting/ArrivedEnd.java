package dev.sluice.ledger.posting;

import dev.sluice.ledger.posting.DedupeHorizon.Age;
import dev.sluice.schemas.record.AttemptEnd;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * An end as the ledger read it.
 *
 * @param hash SHA-256 of what the end says; equal for the same end sent twice
 * @param now when it is recorded
 */
public record ArrivedEnd(AttemptEnd end, ByteBuffer hash, Age age, Instant now) {}
