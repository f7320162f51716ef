/** Requests as admission knows them: as they come in, and where each of them stands. */
@NullMarked
package dev.sluice.dispatcher.admission.request;

import org.jspecify.annotations.NullMarked;
