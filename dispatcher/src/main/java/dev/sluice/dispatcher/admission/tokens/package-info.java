/** How many input tokens a request has, before anybody is asked. */
@NullMarked
package dev.sluice.dispatcher.admission.tokens;

import org.jspecify.annotations.NullMarked;
