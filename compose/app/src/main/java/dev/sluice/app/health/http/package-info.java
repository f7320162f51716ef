/** Tells whoever watches a process whether it is up and whether its roles serve. */
@NullMarked
package dev.sluice.app.health.http;

import org.jspecify.annotations.NullMarked;
