package dev.sluice.worker.lane.journal;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From where the next owner has to read the journal, as the commit's metadata carries it.
 *
 * @param from offset of the first entry that still matters
 * @param epoch whose entries count there: the offset of the last claim before it; empty where none
 *     is known
 */
public record Anchor(long from, OptionalLong epoch) {

    /** For a partition that has no commit, or one whose metadata somebody else wrote. */
    public static final Anchor BEGINNING = new Anchor(0, OptionalLong.empty());

    private static final Pattern FORM = Pattern.compile("journal=(\\d{1,18});epoch=(\\d{1,18})?");

    public static Anchor parse(String metadata) {
        Matcher matcher = FORM.matcher(metadata);
        if (!matcher.matches()) {
            return BEGINNING;
        }
        long from = Long.parseLong(matcher.group(1));
        String epoch = matcher.group(2);
        if (epoch == null) {
            return new Anchor(from, OptionalLong.empty());
        }
        long claim = Long.parseLong(epoch);
        // A claim that would stand later than that would make what was started before it void.
        return claim < from ? new Anchor(from, OptionalLong.of(claim)) : BEGINNING;
    }

    public String metadata() {
        return "journal=" + from + ";epoch=" + (epoch.isPresent() ? epoch.getAsLong() : "");
    }
}
