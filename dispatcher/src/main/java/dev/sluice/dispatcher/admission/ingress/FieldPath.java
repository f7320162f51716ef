package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a number stands in a body.
 *
 * @param steps names from the outside to the inside; of each all spellings that a provider takes,
 *     the best first
 */
record FieldPath(List<List<String>> steps) {

    /**
     * @param steps spellings of one name with {@code |} between them
     */
    static FieldPath of(String... steps) {
        return new FieldPath(
                List.of(steps).stream().map(step -> List.of(step.split("\\|"))).toList());
    }

    /** As it is told to people. */
    String name() {
        return steps.stream().map(List::getFirst).collect(Collectors.joining("."));
    }

    /**
     * A whole number from 1 on; 0 where it is not said.
     *
     * @throws Flaw where it is anything else, or said in two spellings
     */
    int number(ObjectNode body) throws Flaw {
        JsonNode value = body;
        for (List<String> spellings : steps) {
            value = value.path(spelling(value, spellings));
            if (value.isMissingNode() || value.isNull()) {
                return 0;
            }
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw Flaw.invalid(name() + " must be a whole number from 1 on");
        }
        return value.intValue();
    }

    /** Writes it where it is not said, and what is around it. */
    void put(ObjectNode body, int number) throws Flaw {
        ObjectNode around = body;
        for (List<String> spellings : steps.subList(0, steps.size() - 1)) {
            String name = spelling(around, spellings);
            if (!around.hasNonNull(name)) {
                around.putObject(name);
            }
            if (!(around.get(name) instanceof ObjectNode next)) {
                throw Flaw.invalid(name + " must be an object");
            }
            around = next;
        }
        around.put(spelling(around, steps.getLast()), number);
    }

    private static String spelling(JsonNode around, List<String> spellings) throws Flaw {
        List<String> said = spellings.stream().filter(around::has).toList();
        if (said.size() > 1) {
            throw Flaw.invalid(String.join(" and ", said) + " are the same: say one of them");
        }
        return said.isEmpty() ? spellings.getFirst() : said.getFirst();
    }
}
