package dev.sluice.app.roles;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The roles that {@code sluice run} starts; {@code dispatcher} stands for the first two. */
public enum RoleName {
    ADMISSION,
    PLACEMENT,
    WORKER,
    LEDGER,
    DELIVERY,
    HTTP;

    private static final String DISPATCHER = "dispatcher";

    /** The roles that a word of the command line stands for; empty where it stands for none. */
    public static Optional<Set<RoleName>> parse(String word) {
        if (word.equals(DISPATCHER)) {
            return Optional.of(EnumSet.of(ADMISSION, PLACEMENT));
        }
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word))
                .findAny()
                .map(EnumSet::of);
    }

    /** All words that {@link #parse} knows. */
    public static String words() {
        StringBuilder words = new StringBuilder();
        for (RoleName role : values()) {
            words.append(role.word()).append(", ");
        }
        return words.append(DISPATCHER).toString();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
