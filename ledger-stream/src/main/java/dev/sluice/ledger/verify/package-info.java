/**
 * Verification of the audit chains without Kafka: fed with records in order, says where a chain is
 * wrong first and how. A cut-off tail cannot be seen from a chain alone; the comparison with the
 * ledger's entries shows it where one of the missing ends was charged.
 */
@NullMarked
package dev.sluice.ledger.verify;

import org.jspecify.annotations.NullMarked;
