package dev.sluice.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An agent's workflow, whose steps are {@code s1}, {@code s2}… */
record Workflow(Stack stack, String name) {

    /** Publishes steps and returns the ids of their requests. */
    List<String> publish(int first, int last) {
        List<String> ids = new ArrayList<>();
        for (int step = first; step <= last; step++) {
            ids.add(publish("s" + step));
        }
        return ids;
    }

    /** Publishes one step. */
    String publish(String step) {
        return stack.publish(
                Lines.chat(step, "step " + step),
                Map.of(
                        "sluice-key", "research",
                        "sluice-workflow", name,
                        "sluice-step", step));
    }
}
