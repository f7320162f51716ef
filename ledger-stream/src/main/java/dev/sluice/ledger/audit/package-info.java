/**
 * The audit chain: what is written about each decision and each end, in which bytes, and how one
 * link is tied to the next.
 *
 * <p>{@code leaf = SHA-256(0x00 ‖ canonical)}, {@code mac = HMAC-SHA256(key, prevMac ‖ leaf)}. The
 * first {@code prevMac} is SHA-256 of the chain's id. Keys come from one root with HKDF-SHA256 (RFC
 * 5869): {@code K0 = Extract("sluice/audit/v1", root)}, {@code A(0) = Expand(K0, "audit/v1/chain|"
 * + id)}, {@code A(e+1) = Expand(A(e), "audit/v1/next")}, key of epoch e {@code = Expand(A(e),
 * "audit/v1/mac")}, 32 bytes each. The id names cluster, topic id and partition, so a chain cannot
 * be shown as another one's. Sequence numbers are the chain's own: offsets of a transactional topic
 * have gaps.
 *
 * <p>No prompt, completion or message of a provider is in the bytes, nor a hash of one: a plain
 * hash of a guessable text gives the text away.
 *
 * <p>What the chain alone does not show: that its tail was cut off, and that whoever holds the root
 * key wrote it anew. Both need a witness outside of it.
 */
@NullMarked
package dev.sluice.ledger.audit;

import org.jspecify.annotations.NullMarked;
