/** Identities that travel between stages, as values. */
@NullMarked
package dev.sluice.schemas.id;

import org.jspecify.annotations.NullMarked;
