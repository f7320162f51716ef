package dev.sluice.config.yaml;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.config.yaml.Tree.Entries;
import dev.sluice.schemas.money.PicoUsd;
import java.util.List;
import java.util.OptionalLong;

/** Limits of a tree without error. */
final class LimitReader {

    private LimitReader() {}

    /** All limits of a provider key, virtual key, team or customer. */
    static List<Limit> limits(Known owner) {
        return owner.list("limits").stream().map(LimitReader::read).toList();
    }

    /** One limit, on its own. */
    static Limit read(Entries limit) {
        return read(new Known(limit, KnownKeys.LIMIT));
    }

    private static Limit read(Known limit) {
        if (limit.has("requests")) {
            return new Limit.Requests(limit.whole("requests"), per(limit), burst(limit));
        }
        if (limit.has("tokens")) {
            return new Limit.Tokens(limit.whole("tokens"), per(limit), burst(limit));
        }
        if (limit.has("input_tokens")) {
            return new Limit.InputTokens(limit.whole("input_tokens"), per(limit));
        }
        if (limit.has("output_tokens")) {
            return new Limit.OutputTokens(limit.whole("output_tokens"), per(limit));
        }
        if (limit.has("concurrent")) {
            return new Limit.Concurrent(Math.toIntExact(limit.whole("concurrent")));
        }
        return new Limit.Usd(PicoUsd.ofUsd(limit.usd("usd")), per(limit));
    }

    private static Window per(Known limit) {
        Window length = Window.parse(limit.text("per")).orElseThrow();
        return limit.text("window").equals("calendar")
                ? length.in(Window.zoneOf(limit.text("timezone")).orElseThrow())
                : length;
    }

    private static OptionalLong burst(Known limit) {
        return limit.has("burst") ? OptionalLong.of(limit.whole("burst")) : OptionalLong.empty();
    }
}
