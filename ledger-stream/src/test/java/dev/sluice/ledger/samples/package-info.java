/** Records that the tests of the ledger start from. */
@NullMarked
package dev.sluice.ledger.samples;

import org.jspecify.annotations.NullMarked;
