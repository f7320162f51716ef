/** Whether a warehouse has what its topics have: row by row, knowing what is only on its way. */
@NullMarked
package dev.sluice.warehouse.check;

import org.jspecify.annotations.NullMarked;
