package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.config.rule.RuleInput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a request is tagged with, for rules to ask for. Bounded, since rules look through it. */
final class Tags {

    static final int COUNT_MAX = RuleInput.TAGS_MAX;
    static final int VALUE_CHARS_MAX = 256;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private Tags() {}

    /** Of {@code name=value,name=value}; blanks around each of them do not count. */
    static Map<String, String> parse(String header) throws Flaw {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : header.split(",", -1)) {
            int equals = tag.indexOf('=');
            if (equals < 0) {
                throw Flaw.invalid("sluice-tags is name=value,name=value");
            }
            String name = tag.substring(0, equals).strip();
            if (tags.put(name, tag.substring(equals + 1).strip()) != null) {
                throw Flaw.invalid("sluice-tags names a tag twice");
            }
        }
        return checked(tags);
    }

    /** The same, where nothing is wrong with it. */
    static Map<String, String> checked(Map<String, String> tags) throws Flaw {
        if (tags.size() > COUNT_MAX) {
            throw Flaw.invalid("sluice-tags has at most " + COUNT_MAX + " tags");
        }
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            if (!NAME.matcher(tag.getKey()).matches()) {
                throw Flaw.invalid("the name of a tag in sluice-tags has 1 to 64 of A-Za-z0-9._-");
            }
            if (tag.getValue().isEmpty() || tag.getValue().length() > VALUE_CHARS_MAX) {
                throw Flaw.invalid(
                        "the value of a tag in sluice-tags has 1 to "
                                + VALUE_CHARS_MAX
                                + " characters");
            }
        }
        return Map.copyOf(tags);
    }
}
