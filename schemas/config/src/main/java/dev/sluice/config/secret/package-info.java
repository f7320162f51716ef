/** From the reference to the secret, in the one role that uses it. */
@NullMarked
package dev.sluice.config.secret;

import org.jspecify.annotations.NullMarked;
