package dev.sluice.worker.lane.pace;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import java.util.OptionalLong;

/** A limit in the words of the configuration. */
final class Written {

    private Written() {}

    static String of(Limit limit) {
        return switch (limit) {
            case Limit.Requests(long count, Window per, OptionalLong burst) ->
                    counted("requests", count, per, burst);
            case Limit.Tokens(long count, Window per, OptionalLong burst) ->
                    counted("tokens", count, per, burst);
            case Limit.Concurrent(int count) -> "concurrent: " + count;
            case Limit.OfTenants other -> other.name();
        };
    }

    private static String counted(String unit, long count, Window per, OptionalLong burst) {
        String written = unit + ": " + count + ", per: " + per;
        return burst.isPresent() ? written + ", burst: " + burst.getAsLong() : written;
    }
}
