/** Signing keys of virtual keys as they may stand in the configuration: wrapped. */
@NullMarked
package dev.sluice.config.signing;

import org.jspecify.annotations.NullMarked;
