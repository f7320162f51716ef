/** The repository's files: sizes, names, words and documents. */
@NullMarked
package dev.sluice.architecture.tidy;

import org.jspecify.annotations.NullMarked;
