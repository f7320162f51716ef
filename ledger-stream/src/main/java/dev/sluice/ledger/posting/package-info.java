/**
 * Which lines an end adds to the ledger. Lines are only ever added: an end that was charged at its
 * bound because nobody knew is corrected by a reversal and a new line.
 *
 * <p>A second end is told from the first for as long as a lane's next owner can still send one: the
 * retention of the lanes' journal and a day. That horizon counts in the time of the records
 * themselves (never ahead of the clock), not in the time at which the ledger reads them: a ledger
 * that was down for a week must neither forget what it charged before it has read what came next,
 * nor take a week's ends for late ones.
 */
@NullMarked
package dev.sluice.ledger.posting;

import org.jspecify.annotations.NullMarked;
