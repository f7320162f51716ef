/** The commands of {@code sluice}: what they take, what they print, and how they end. */
@NullMarked
package dev.sluice.app.cli;

import org.jspecify.annotations.NullMarked;
