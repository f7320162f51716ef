/** What a lane asks of a provider, how one answers, and what an answer means. */
@NullMarked
package dev.sluice.worker.provider;

import org.jspecify.annotations.NullMarked;
