/** Money as integer pico-dollars. */
@NullMarked
package dev.sluice.schemas.money;

import org.jspecify.annotations.NullMarked;
