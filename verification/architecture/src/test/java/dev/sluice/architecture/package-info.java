/** The layers of the compiled classes: who may use what. */
@NullMarked
package dev.sluice.architecture;

import org.jspecify.annotations.NullMarked;
