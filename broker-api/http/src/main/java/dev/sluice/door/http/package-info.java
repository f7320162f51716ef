/**
 * The door's HTTP server: paths, bodies and headers. It decides nothing that {@code
 * dev.sluice.door} could.
 */
@NullMarked
package dev.sluice.door.http;

import org.jspecify.annotations.NullMarked;
