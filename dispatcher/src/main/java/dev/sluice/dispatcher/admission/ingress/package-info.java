/** Reads what agents publish, Avro or JSON, into one form; what is wrong with it is a value too. */
@NullMarked
package dev.sluice.dispatcher.admission.ingress;

import org.jspecify.annotations.NullMarked;
