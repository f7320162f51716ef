/**
 * What the benches put on a provider, what nobody could do better, and what is asked of the
 * figures.
 */
@NullMarked
package dev.sluice.app.bench.plan;

import org.jspecify.annotations.NullMarked;
