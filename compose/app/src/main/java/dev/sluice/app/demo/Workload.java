package dev.sluice.app.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * The bundled workload: agents that write briefings, each run twelve steps long. The same for every
 * run, so that two runs can be compared. Subjects and steps hold no quotation marks or backslashes
 * but those escaped here.
 */
final class Workload {

    private record Step(String name, int outputTokensMax, String ask) {}

    private final List<Step> steps;
    private final List<String> subjects;

    private Workload(List<Step> steps, List<String> subjects) {
        this.steps = steps;
        this.subjects = subjects;
    }

    static Workload bundled() {
        List<Step> steps = new ArrayList<>();
        for (String line : lines("steps.txt")) {
            String[] parts = line.split("\\|", 3);
            steps.add(new Step(parts[0], Integer.parseInt(parts[1]), parts[2]));
        }
        return new Workload(steps, lines("subjects.txt"));
    }

    /** The first {@code count} requests, dealt to the agents in turn. */
    List<WorkloadRequest> requests(int count, int agents, String model) {
        List<WorkloadRequest> requests = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            int agent = n % agents;
            int turn = n / agents;
            requests.add(request(agent, turn / steps.size(), turn % steps.size(), model));
        }
        return requests;
    }

    private WorkloadRequest request(int agent, int run, int stepNumber, String model) {
        Step step = steps.get(stepNumber);
        DemoTenants.Agent tenant = DemoTenants.agent(agent);
        String workflow = "agent-%d/run-%d".formatted(agent + 1, run + 1);
        String customId = workflow + "/" + step.name();
        String subject = subjects.get((agent * 3 + run) % subjects.size());
        String line =
                "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":%s}"
                        .formatted(customId, body(step, model, subject));
        return new WorkloadRequest(
                agent,
                tenant.virtualKey(),
                tenant.customer(),
                customId,
                workflow,
                step.name(),
                line);
    }

    /** The body of each step's request about the first subject. */
    List<String> bodies(String model) {
        return steps.stream().map(step -> body(step, model, subjects.getFirst())).toList();
    }

    private static String body(Step step, String model, String subject) {
        String ask = step.ask().replace("{subject}", subject).replace("\"", "\\\"");
        return """
        {"model":"%s","max_tokens":%d,"messages":[\
        {"role":"system","content":"You write briefings for engineers."},\
        {"role":"user","content":"%s"}]}\
        """
                .formatted(model, step.outputTokensMax(), ask);
    }

    private static List<String> lines(String resource) {
        return Resources.text(resource)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
