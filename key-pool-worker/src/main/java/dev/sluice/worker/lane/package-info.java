/**
 * The lane: decides when an attempt is called on a provider key, and makes sure that it is called
 * at most once and gets its end. Pure: an event and the time go in, actions come out.
 *
 * <p>The six steps of a call:
 *
 * <ol>
 *   <li>append {@code started} to the journal, once the pace allows the call;
 *   <li>read it back: the call is made only if no later claim stands before it;
 *   <li>call the provider;
 *   <li>publish the end to the outcomes;
 *   <li>append {@code ended} to the journal;
 *   <li>complete the work record's offset, which the next commit carries.
 * </ol>
 *
 * <p>Whoever takes over reads the journal first. A work record with {@code started} and no {@code
 * ended} is never called again: its end is published as unknown. An attempt that is not to be
 * called goes the same way with {@code declined} for steps 1 to 3.
 */
@NullMarked
package dev.sluice.worker.lane;

import org.jspecify.annotations.NullMarked;
