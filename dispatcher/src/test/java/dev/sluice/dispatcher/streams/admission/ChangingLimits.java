package dev.sluice.dispatcher.streams.admission;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Limit;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;

/** The limits of the simulated agents, which may grow, shrink, vanish and come back. */
final class ChangingLimits {

    /** One of them, with what it is at first. */
    enum Kind {
        REQUESTS("requests/1m", Agents.REQUESTS_OF_KEY),
        TOKENS("acme/research tokens/1m", Agents.TOKENS_OF_TEAM),
        OUTPUT("acme/research output_tokens/1m", Agents.OUTPUT_OF_TEAM),
        CONCURRENT("acme/research concurrent", Agents.CONCURRENT_OF_TEAM),
        INPUT("acme input_tokens/1m@UTC", Agents.INPUT_OF_CUSTOMER),
        USD("acme usd/1m", Agents.PICOS_OF_CUSTOMER);

        private final String name;
        private final long usual;

        Kind(String name, long usual) {
            this.name = name;
            this.usual = usual;
        }

        String path(String virtualKey) {
            return this == REQUESTS ? "acme/research/" + virtualKey + " " + name : name;
        }

        private Limit of(long most) {
            return switch (this) {
                case REQUESTS -> new Limit.Requests(most, Agents.MINUTE, OptionalLong.empty());
                case TOKENS -> new Limit.Tokens(most, Agents.MINUTE, OptionalLong.empty());
                case OUTPUT -> new Limit.OutputTokens(most, Agents.MINUTE);
                case CONCURRENT -> new Limit.Concurrent((int) most);
                case INPUT -> new Limit.InputTokens(most, Agents.MINUTE.in(ZoneOffset.UTC));
                case USD -> new Limit.Usd(most, Agents.MINUTE);
            };
        }
    }

    private final Map<Kind, Long> inForce = new EnumMap<>(Kind.class);
    private final TreeSet<String> keys = new TreeSet<>(Agents.KEYS);
    private long version = 1;

    ChangingLimits() {
        for (Kind kind : Kind.values()) {
            inForce.put(kind, kind.usual);
        }
    }

    /** A key goes or comes, or a limit does, or is another one from now on. */
    void change(Random random) {
        version++;
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                String key = Agents.KEYS.get(random.nextInt(Agents.KEYS.size()));
                if (!keys.remove(key)) {
                    keys.add(key);
                }
            }
            case 2 -> inForce.remove(kind);
            case 3, 4 -> inForce.put(kind, kind.usual);
            case 5 -> inForce.put(kind, kind.usual + random.nextLong(kind.usual));
            default -> inForce.put(kind, 1 + random.nextLong(kind.usual));
        }
    }

    /** Everything as it was at first. */
    void restore() {
        version++;
        keys.addAll(Agents.KEYS);
        for (Kind kind : Kind.values()) {
            inForce.put(kind, kind.usual);
        }
    }

    boolean has(String virtualKey) {
        return keys.contains(virtualKey);
    }

    /** What a key's requests count at, by path; nothing where there is no such key. */
    Map<String, Long> ofKey(String virtualKey) {
        Map<String, Long> of = new LinkedHashMap<>();
        if (has(virtualKey)) {
            inForce.forEach((kind, most) -> of.put(kind.path(virtualKey), most));
        }
        return of;
    }

    private List<Limit> limits(Kind... kinds) {
        return List.of(kinds).stream()
                .filter(inForce::containsKey)
                .map(kind -> kind.of(inForce.getOrDefault(kind, 0L)))
                .toList();
    }

    ActiveConfig config() {
        return Agents.config(
                version,
                limits(Kind.USD, Kind.INPUT),
                limits(Kind.TOKENS, Kind.OUTPUT, Kind.CONCURRENT),
                limits(Kind.REQUESTS),
                keys);
    }
}
