/** The limits of virtual keys, teams and customers: what is used of them and whether more fits. */
@NullMarked
package dev.sluice.dispatcher.admission.quota;

import org.jspecify.annotations.NullMarked;
