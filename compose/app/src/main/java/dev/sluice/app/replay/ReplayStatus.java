package dev.sluice.app.replay;

import dev.sluice.schemas.record.ResultStatus;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a request may have ended without an answer, in the words of {@code --status}. */
public enum ReplayStatus {
    /** Admitted, and no attempt brought an answer. */
    FAILED(ResultStatus.FAILED),
    EXPIRED(ResultStatus.EXPIRED),
    /** Never admitted. */
    REJECTED(ResultStatus.REFUSED),
    CANCELLED(ResultStatus.CANCELLED),
    /** It may have been done, and billed. */
    UNKNOWN(ResultStatus.OUTCOME_UNKNOWN);

    /** What is replayed where nobody says. */
    public static final String USUAL = "failed,expired,rejected";

    private final ResultStatus result;

    ReplayStatus(ResultStatus result) {
        this.result = result;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word for a result, whichever it is. */
    public static String wordOf(ResultStatus result) {
        return of(result).map(ReplayStatus::word).orElse("answered");
    }

    /** Empty where it is an answer. */
    static Optional<ReplayStatus> of(ResultStatus result) {
        return Arrays.stream(values()).filter(status -> status.result == result).findAny();
    }

    /**
     * Words of {@code --status}; those that results are printed with mean the same.
     *
     * @throws ReplayRefused where one is no such word
     */
    public static Set<ReplayStatus> parse(List<String> words) {
        Set<ReplayStatus> statuses = EnumSet.noneOf(ReplayStatus.class);
        words.forEach(word -> statuses.add(parse(word.strip().toLowerCase(Locale.ROOT))));
        return statuses;
    }

    private static ReplayStatus parse(String word) {
        if (word.equals("answered")) {
            throw new ReplayRefused("what was answered is never replayed: it would be paid twice");
        }
        return Arrays.stream(values())
                .filter(status ->
                        status.word().equals(word)
                                || status.result.name().toLowerCase(Locale.ROOT).equals(word))
                .findAny()
                .orElseThrow(() ->
                        new ReplayRefused(
                                "there is no status '%s'; there are %s".formatted(word, words())));
    }

    private static String words() {
        return Arrays.stream(values()).map(ReplayStatus::word).collect(Collectors.joining(", "));
    }
}
