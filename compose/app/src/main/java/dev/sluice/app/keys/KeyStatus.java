package dev.sluice.app.keys;

import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.LaneCounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one provider key stands.
 *
 * @param id {@code provider/key}
 * @param state a word: available, cooling, probing, exhausted, disabled, or silent where nobody
 *     announces its lane
 * @param until when it takes calls again, where time alone brings that
 * @param reason empty where it is available
 * @param notes what else is not as it should be: model groups and models that rest
 * @param alone whether it is its lane's only key; if not, the numbers are those of all of them
 * @param inFlight calls under way on its lane
 * @param counts of its lane, since its owner took over
 * @param limits that its lane goes by
 * @param order the newest for it
 */
public record KeyStatus(
        String id,
        String lane,
        String state,
        Optional<Instant> until,
        String reason,
        List<String> notes,
        Alone alone,
        int inFlight,
        LaneCounts counts,
        List<String> limits,
        Optional<KeyCommand> order) {

    /** Whether it shares its lane. */
    public enum Alone {
        ALONE,
        SHARES
    }

    /** Nobody announces the key's lane. */
    public static final String SILENT = "silent";

    public KeyStatus {
        notes = List.copyOf(notes);
        limits = List.copyOf(limits);
    }
}
