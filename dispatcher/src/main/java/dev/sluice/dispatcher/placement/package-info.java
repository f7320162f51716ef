/**
 * Decides which attempt goes to which lane, and when: the waiting line, the lanes' credit, the
 * choice.
 */
@NullMarked
package dev.sluice.dispatcher.placement;

import org.jspecify.annotations.NullMarked;
