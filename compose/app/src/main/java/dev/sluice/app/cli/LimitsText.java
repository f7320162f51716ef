package dev.sluice.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How full limits are, for people: at most 100 columns. */
record LimitsText(PrintWriter out, Instant now) {

    private static final int WIDTH = 100;
    private static final int NAME_WIDTH = 18;
    private static final int BAR_WIDTH = 16;
    private static final int AMOUNT_WIDTH = 14;
    private static final int DECIMALS = 6;
    private static final BigDecimal SMALLEST = BigDecimal.ONE.movePointLeft(DECIMALS);
    private static final String NONE = "-";

    void report(JsonNode report) {
        String owner = "";
        for (JsonNode limit : report.path("limits")) {
            String next = owner(limit);
            if (!next.equals(owner)) {
                out.println(owner.isEmpty() ? head() : "");
                out.println(cut(next));
                owner = next;
            }
            limit(limit);
        }
        if (owner.isEmpty()) {
            out.println("no limits");
        }
        long more = report.path("more").asLong();
        if (more > 0) {
            out.printf(
                    Locale.ROOT,
                    "%nand %,d limits more: choose with --customer, --team or --key%n",
                    more);
        }
    }

    private static String head() {
        return row("limit", "used", "reserved", "allowed", "", "full", "resets");
    }

    private static String owner(JsonNode limit) {
        String customer = limit.path("customer").asText();
        if (limit.path("team").isNull()) {
            return "customer " + customer;
        }
        String team = customer + "/" + limit.path("team").asText();
        return limit.path("key").isNull()
                ? "team " + team
                : "key " + team + "/" + limit.path("key").asText();
    }

    private void limit(JsonNode limit) {
        String name = limit.path("limit").asText();
        if (name.length() > NAME_WIDTH) {
            out.println("  " + cut(name));
            name = "";
        }
        out.println(
                row(
                        name,
                        amount(limit.path("used")),
                        amount(limit.path("reserved")),
                        amount(limit.path("allowed")),
                        bar(limit),
                        percent(share(limit, "used") + share(limit, "reserved")),
                        limit.path("resets_at").isNull()
                                ? NONE
                                : KeysText.left(
                                        Duration.between(
                                                now,
                                                Instant.parse(limit.path("resets_at").asText())))));
    }

    private static String row(
            String name,
            String used,
            String reserved,
            String allowed,
            String bar,
            String full,
            String reset) {
        return String.format(
                        Locale.ROOT,
                        "  %-18s %14s %14s %14s %-18s %6s %8s",
                        name,
                        used,
                        reserved,
                        allowed,
                        bar,
                        full,
                        reset)
                .stripTrailing();
    }

    /** Used, then reserved, then free; whatever is used has a part, and only a full one has all. */
    static String bar(JsonNode limit) {
        double used = share(limit, "used");
        int all = part(used + share(limit, "reserved"));
        int solid = Math.min(all, part(used));
        return "["
                + "#".repeat(solid)
                + "=".repeat(all - solid)
                + ".".repeat(BAR_WIDTH - all)
                + "]";
    }

    /** Of what is allowed. */
    private static double share(JsonNode limit, String name) {
        return limit.path(name).asDouble() / limit.path("allowed").asDouble();
    }

    private static int part(double share) {
        if (share <= 0) {
            return 0;
        }
        return share >= 1 ? BAR_WIDTH : Math.clamp(Math.round(share * BAR_WIDTH), 1, BAR_WIDTH - 1);
    }

    private static String percent(double share) {
        if (share > 0 && share < 0.001) {
            return "<0.1%";
        }
        return share < 10 ? String.format(Locale.ROOT, "%.1f%%", share * 100) : ">999%";
    }

    /** Whole numbers count something; others are dollars. */
    private static String amount(JsonNode amount) {
        if (amount.isNull()) {
            return NONE;
        }
        String text =
                amount.isIntegralNumber()
                        ? String.format(Locale.ROOT, "%,d", amount.asLong())
                        : usd(amount.decimalValue());
        return text.length() <= AMOUNT_WIDTH
                ? text
                : String.format(Locale.ROOT, "%.6e", amount.asDouble());
    }

    private static String usd(BigDecimal usd) {
        return usd.signum() > 0 && usd.compareTo(SMALLEST) < 0
                ? "<" + SMALLEST.toPlainString()
                : String.format(Locale.ROOT, "%,f", usd.setScale(DECIMALS, RoundingMode.HALF_UP));
    }

    private static String cut(String text) {
        int max = WIDTH - 2;
        return text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }
}
