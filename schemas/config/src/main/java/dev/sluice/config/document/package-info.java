/**
 * The versions of the configuration in {@code sluice.config}: which of them count, and which comes
 * next.
 */
@NullMarked
package dev.sluice.config.document;

import org.jspecify.annotations.NullMarked;
