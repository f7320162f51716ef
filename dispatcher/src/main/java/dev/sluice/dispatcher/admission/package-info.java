/**
 * Admission's decisions: whether a request may be sent, when it is tried again, and how it ends.
 * They read the state through {@link dev.sluice.dispatcher.admission.AdmissionView} and return a
 * {@link dev.sluice.dispatcher.admission.Step} that says what changes; nothing changes before
 * somebody applies it.
 */
@NullMarked
package dev.sluice.dispatcher.admission;

import org.jspecify.annotations.NullMarked;
