/** The program: where everything is put together. */
@NullMarked
package dev.sluice.app;

import org.jspecify.annotations.NullMarked;
