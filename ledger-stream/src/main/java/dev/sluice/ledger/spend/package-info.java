/**
 * Running totals, as a fold over the entries of the ledger: any reader who folds {@code
 * ledger.entries} from the beginning gets the same figures.
 *
 * <p>A customer, its teams and its virtual keys have one ledger partition, so one writer. A model
 * or a provider's key is used by many customers, whose partitions are different tasks, perhaps in
 * different processes. Of the two ways to add these up, a second sub-topology behind a repartition
 * topic would give one writer to each total, at the price of a second state store, another record
 * per charge and scope, and figures that lag behind those of the customers. Sluice takes the other:
 * each ledger partition writes its own share, under a key that ends with the partition, and readers
 * add the shares of one scope, id and window. {@link dev.sluice.ledger.spend.SpendReport} does so
 * for programs; in a warehouse it is {@code SUM(...) GROUP BY scope, id, "window"}, which is right
 * for the scopes with one row too.
 */
@NullMarked
package dev.sluice.ledger.spend;

import org.jspecify.annotations.NullMarked;
