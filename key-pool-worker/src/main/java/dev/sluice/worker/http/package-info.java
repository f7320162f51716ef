/** Carries requests to providers over HTTP and brings back what came of it. */
@NullMarked
package dev.sluice.worker.http;

import org.jspecify.annotations.NullMarked;
