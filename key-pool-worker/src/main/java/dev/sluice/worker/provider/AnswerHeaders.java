package dev.sluice.worker.provider;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Headers of an answer; names are compared whatever their case. */
public record AnswerHeaders(Map<String, String> byName) {

    public static final AnswerHeaders NONE = new AnswerHeaders(Map.of());

    public AnswerHeaders {
        Map<String, String> lower = new HashMap<>();
        byName.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value.strip()));
        byName = Map.copyOf(lower);
    }

    /** Of a header that came more than once, the first. */
    public static AnswerHeaders of(Map<String, List<String>> headers) {
        Map<String, String> first = new HashMap<>();
        headers.forEach((name, values) -> {
            if (!values.isEmpty()) {
                first.put(name, values.getFirst());
            }
        });
        return new AnswerHeaders(first);
    }

    /** Never blank. */
    public Optional<String> first(String name) {
        return Optional.ofNullable(byName.get(name)).filter(value -> !value.isEmpty());
    }

    /** The first of these that is there. */
    Optional<String> firstOf(List<String> names) {
        return names.stream().flatMap(name -> first(name).stream()).findFirst();
    }
}
