/**
 * The benches: how much of a key pool's limits Sluice and others use, how much time Sluice adds,
 * and how many requests it keeps up with.
 */
@NullMarked
package dev.sluice.app.bench;

import org.jspecify.annotations.NullMarked;
