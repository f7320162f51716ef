package dev.sluice.config.yaml;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which characters a name may have. */
enum NameRule {
    /**
     * Ids travel in record keys, paths of limits and bearer keys, which separate by other
     * characters.
     */
    ID("A-Za-z0-9._-", 64),
    /** As agents name models: hosts use names such as {@code org/model:free}. */
    MODEL("A-Za-z0-9._:/-", 128),
    /** A customer, team or virtual key by its path, as limits are named: {@code acme/team/key}. */
    OWNER("A-Za-z0-9._/-", 194),
    /** As Kafka names topics. */
    TOPIC("A-Za-z0-9._-", 249);

    private final String letters;
    private final int lengthMax;
    private final Pattern pattern;

    NameRule(String letters, int lengthMax) {
        this.letters = letters;
        this.lengthMax = lengthMax;
        this.pattern = Pattern.compile("[" + letters + "]{1," + lengthMax + "}");
    }

    /** What is wrong with the name; empty where nothing is. */
    Optional<String> fault(String name) {
        return pattern.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("a name here has " + bounds() + ", not " + Quoted.of(name));
    }

    String bounds() {
        return "1 to " + lengthMax + " of " + letters;
    }
}
