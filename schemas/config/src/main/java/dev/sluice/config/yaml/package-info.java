/**
 * Reads {@code sluice.yaml}: text to a tree with positions, the tree against the list of known keys
 * and the rules between them, and only a tree without an error to records.
 */
@NullMarked
package dev.sluice.config.yaml;

import org.jspecify.annotations.NullMarked;
