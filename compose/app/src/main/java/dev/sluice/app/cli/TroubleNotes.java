package dev.sluice.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells once when a part begins to wait, and once when it goes on. One thread. */
final class TroubleNotes {

    private Map<String, String> told = Map.of();

    /**
     * What to say now.
     *
     * @param troubles why each waits that waits now, by its name
     */
    List<String> news(Map<String, String> troubles) {
        List<String> news = new ArrayList<>();
        new TreeMap<>(troubles)
                .forEach((part, why) -> {
                    if (!why.equals(told.get(part))) {
                        news.add(part + " waits: " + why);
                    }
                });
        told.keySet().stream()
                .filter(part -> !troubles.containsKey(part))
                .sorted()
                .forEach(part -> news.add(part + " goes on"));
        told = Map.copyOf(troubles);
        return news;
    }
}
