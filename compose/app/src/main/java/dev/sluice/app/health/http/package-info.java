/** Tells whoever watches a process whether it is up, whether its roles serve, and what waits. */
@NullMarked
package dev.sluice.app.health.http;

import org.jspecify.annotations.NullMarked;
