package dev.sluice.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.LimitAmounts;
import dev.sluice.schemas.record.LimitUnit;
import dev.sluice.schemas.record.ResultError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The limit that was in a request's way, for programs. Every key is there always, null where it is
 * not known.
 */
final class LimitDetail {

    private LimitDetail() {}

    /** Empty where no limit was in the way. */
    static Optional<ObjectNode> of(ResultError error) {
        return error.getLimit().map(path -> detail(path, error));
    }

    private static ObjectNode detail(String path, ResultError error) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("limit", path);
        Optional<LimitAmounts> amounts = error.getAmounts();
        detail.put("unit", amounts.map(it -> word(it.getUnit())).orElse(null));
        put(detail, "used", amounts.map(it -> amount(it, it.getUsed())));
        put(detail, "allowed", amounts.map(it -> amount(it, it.getAllowed())));
        put(detail, "needed", amounts.map(it -> amount(it, it.getNeeded())));
        detail.put("never_fits", amounts.map(it -> it.getNeeded() > it.getAllowed()).orElse(null));
        detail.put("reset_at", error.getResetAt().map(Instant::toString).orElse(null));
        detail.put("retry_after_ms", error.getRetryAfterMillis().orElse(null));
        return detail.put("retry_basis", error.getRetryBasis().map(LimitDetail::word).orElse(null));
    }

    private static void put(ObjectNode detail, String name, Optional<BigDecimal> amount) {
        detail.put(name, amount.orElse(null));
    }

    private static BigDecimal amount(LimitAmounts of, long amount) {
        return of.getUnit() == LimitUnit.USD ? PicoUsd.toUsd(amount) : BigDecimal.valueOf(amount);
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
