/**
 * A provider that is not one: OpenAI-shaped answers behind real token buckets, a tally of all it
 * served, faults on demand; and the client that a request would have had without Sluice.
 */
@NullMarked
package dev.sluice.app.sim;

import org.jspecify.annotations.NullMarked;
