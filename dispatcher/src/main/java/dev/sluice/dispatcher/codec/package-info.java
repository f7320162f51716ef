/** How the dispatcher's stages write what they remember, so that the next release reads it. */
@NullMarked
package dev.sluice.dispatcher.codec;

import org.jspecify.annotations.NullMarked;
