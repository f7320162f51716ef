/**
 * The demonstration: what agents see through Sluice, beside what they see without it, on the same
 * simulated provider.
 */
@NullMarked
package dev.sluice.app.demo;

import org.jspecify.annotations.NullMarked;
