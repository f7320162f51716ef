package dev.sluice.dispatcher.placement;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Estimates who goes before one that waits, among those that wait for the same lanes: within its
 * virtual key those with an earlier deadline; of each other key of its customer as many tokens as
 * of its own; of each other customer as many by weight; of higher classes all, as far as aging lets
 * them pass; of lower ones what aging gives them.
 *
 * @param spans lines of one pool
 */
record Rivals(Collection<Span> spans, int passedOverMax) {

    /** So many requests with so many tokens. */
    private record Load(double requests, double tokens) {
        static final Load NONE = new Load(0, 0);

        static Load of(Span span) {
            return new Load(span.waiting(), span.tokens());
        }

        Load and(Load other) {
            return new Load(requests + other.requests, tokens + other.tokens);
        }

        Load upTo(double tokensMax) {
            return tokens <= tokensMax ? this : new Load(requests * tokensMax / tokens, tokensMax);
        }
    }

    double before(Forecast.Standing standing) {
        Load ownClass = inClass(standing, inCustomer(standing, inKey(standing)));
        double served = ownClass.requests();
        double higher =
                Math.min(waiting(span -> order(span, standing) < 0), passedOverMax * (served + 1));
        double lower =
                Math.min(
                        waiting(span -> order(span, standing) > 0),
                        (served + higher) / (passedOverMax + 1));
        return served + higher + lower;
    }

    private static int order(Span span, Forecast.Standing standing) {
        return span.first()
                .line()
                .rank()
                .priority()
                .compareTo(standing.place().line().rank().priority());
    }

    private double waiting(Predicate<Span> which) {
        return spans.stream().filter(which).mapToLong(Span::waiting).sum();
    }

    /** Of its own key. */
    private Load inKey(Forecast.Standing standing) {
        LineId own = standing.place().line();
        Load load = Load.NONE;
        for (Span span : spans) {
            LineId line = span.first().line();
            if (line.equals(own)) {
                double share = standing.before() / (double) Math.max(1, span.waiting());
                load = load.and(new Load(standing.before(), share * span.tokens()));
            } else if (line.rank().equals(own.rank())
                    && line.customer().equals(own.customer())
                    && line.virtualKey().equals(own.virtualKey())) {
                load = load.and(earlier(span, standing.place().deadlineMillis()));
            }
        }
        return load;
    }

    /** As if deadlines were spread evenly along the line. */
    private static Load earlier(Span span, long deadlineMillis) {
        long from = span.first().deadlineMillis();
        long to = Math.max(span.lastDeadlineMillis(), from + 1);
        double share = Math.clamp((deadlineMillis - from) / (double) (to - from), 0.0, 1.0);
        return new Load(share * span.waiting(), share * span.tokens());
    }

    private Load inCustomer(Forecast.Standing standing, Load inKey) {
        LineId own = standing.place().line();
        Map<String, Load> keys = new HashMap<>();
        spans.stream()
                .filter(span -> isOfCustomer(span, own))
                .filter(span -> !span.first().line().virtualKey().equals(own.virtualKey()))
                .forEach(span ->
                        keys.merge(span.first().line().virtualKey(), Load.of(span), Load::and));
        double tokens = inKey.tokens() + standing.tokens();
        return keys.values().stream().map(load -> load.upTo(tokens)).reduce(inKey, Load::and);
    }

    private Load inClass(Forecast.Standing standing, Load inCustomer) {
        LineId own = standing.place().line();
        Map<String, Load> customers = new HashMap<>();
        Map<String, Integer> weights = new HashMap<>();
        spans.stream()
                .filter(span -> span.first().line().rank().equals(own.rank()))
                .filter(span -> !isOfCustomer(span, own))
                .forEach(span -> {
                    String customer = span.first().line().customer();
                    customers.merge(customer, Load.of(span), Load::and);
                    weights.put(customer, span.weight());
                });
        double tokens = (inCustomer.tokens() + standing.tokens()) / standing.weight();
        Load load = inCustomer;
        for (Map.Entry<String, Load> other : customers.entrySet()) {
            int weight = weights.getOrDefault(other.getKey(), 1);
            load = load.and(other.getValue().upTo(tokens * weight));
        }
        return load;
    }

    private static boolean isOfCustomer(Span span, LineId own) {
        LineId line = span.first().line();
        return line.rank().equals(own.rank()) && line.customer().equals(own.customer());
    }
}
