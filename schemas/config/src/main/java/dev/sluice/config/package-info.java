/** The configuration as records, each checked in its constructor; and what is derived from it. */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;
