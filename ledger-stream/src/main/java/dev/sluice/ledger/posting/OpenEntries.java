package dev.sluice.ledger.posting;

import dev.sluice.schemas.record.LedgerEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** The line that stands at a bound, as the attempt's charge keeps it. */
final class OpenEntries {

    private OpenEntries() {}

    static ByteBuffer write(LedgerEntry entry) {
        try {
            return entry.toByteBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    static LedgerEntry read(ByteBuffer bytes) {
        try {
            return LedgerEntry.fromByteBuffer(bytes.duplicate());
        } catch (IOException e) {
            throw new UncheckedIOException("reading an entry kept for its reversal", e);
        }
    }
}
