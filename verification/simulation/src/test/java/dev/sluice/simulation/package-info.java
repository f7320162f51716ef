/**
 * Admission, placement, lanes and a provider in virtual time: the real stages and the real lanes,
 * with a made-up log between them, so that minutes of a busy pool pass in a second.
 */
@NullMarked
package dev.sluice.simulation;

import org.jspecify.annotations.NullMarked;
