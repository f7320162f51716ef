/** {@code sluice warehouse}: what it takes, what it prints, how it ends. */
@NullMarked
package dev.sluice.warehouse.cli;

import org.jspecify.annotations.NullMarked;
