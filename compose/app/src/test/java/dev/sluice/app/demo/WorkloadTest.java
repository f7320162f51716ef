package dev.sluice.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int MAX_OUTPUT_TOKENS = 1_024;

    private final List<WorkloadRequest> requests =
            Workload.bundled().requests(1_000, 7, DemoConfig.MODEL);

    @Test
    void it_is_the_same_each_time() {
        assertThat(Workload.bundled().requests(1_000, 7, DemoConfig.MODEL)).isEqualTo(requests);
    }

    @Test
    void the_first_request_is_a_batch_line() {
        assertThat(requests.getFirst())
                .isEqualTo(
                        new WorkloadRequest(
                                0,
                                "acme-research",
                                "acme",
                                "agent-1/run-1/plan",
                                "agent-1/run-1",
                                "plan",
                                """
                                {"custom_id":"agent-1/run-1/plan","method":"POST",\
                                "url":"/v1/chat/completions",\
                                "body":{"model":"gpt-4o-mini","max_tokens":180,"messages":[\
                                {"role":"system","content":"You write briefings for engineers."},\
                                {"role":"user","content":"Break the task \\"write a briefing on \
                                consumer rebalances in Kafka\\" into at most six steps. \
                                Answer with a numbered list."}]}}\
                                """));
    }

    @Test
    void custom_ids_and_steps_of_workflows_are_distinct() {
        Set<String> ids = new HashSet<>();
        Set<List<String>> steps = new HashSet<>();
        for (WorkloadRequest request : requests) {
            ids.add(request.customId());
            steps.add(List.of(request.virtualKey(), request.workflow(), request.step()));
        }

        assertThat(ids).hasSize(1_000);
        assertThat(steps).hasSize(1_000);
    }

    @Test
    void every_line_is_one_json_object_of_one_line() throws Exception {
        for (WorkloadRequest request : requests) {
            JsonNode line = JSON.readTree(request.line());

            assertThat(request.line()).hasLineCount(1);
            assertThat(line.properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("custom_id", "method", "url", "body");
            assertThat(line.path("custom_id").textValue()).isEqualTo(request.customId());
            assertThat(line.at("/body/model").textValue()).isEqualTo(DemoConfig.MODEL);
            assertThat(line.at("/body/max_tokens").intValue()).isBetween(1, MAX_OUTPUT_TOKENS);
            assertThat(line.at("/body/messages")).hasSize(2);
        }
    }

    @Test
    void no_placeholder_is_left_in_a_question() {
        assertThat(requests)
                .extracting(WorkloadRequest::line)
                .noneMatch(line -> line.contains("{subject}") || line.contains("|"));
    }

    @Test
    void agents_take_turns_and_belong_to_three_teams() {
        Map<Integer, Long> byAgent =
                requests.stream()
                        .collect(
                                Collectors.groupingBy(
                                        WorkloadRequest::agent, Collectors.counting()));
        Map<String, Set<String>> keysOfCustomer =
                requests.stream()
                        .collect(
                                Collectors.groupingBy(
                                        WorkloadRequest::customer,
                                        Collectors.mapping(
                                                WorkloadRequest::virtualKey, Collectors.toSet())));

        assertThat(byAgent).hasSize(7).allSatisfy((_, n) -> assertThat(n).isBetween(142L, 143L));
        assertThat(keysOfCustomer)
                .isEqualTo(
                        Map.of(
                                "acme", Set.of("acme-research", "acme-support"),
                                "globex", Set.of("globex-ops")));
    }

    @Test
    void a_run_has_every_step_in_order() {
        List<WorkloadRequest> ofOne =
                requests.stream().filter(request -> request.agent() == 2).limit(13).toList();

        assertThat(ofOne.subList(0, 12))
                .extracting(WorkloadRequest::step)
                .startsWith("plan", "search-queries")
                .endsWith("title")
                .doesNotHaveDuplicates();
        assertThat(ofOne.get(12).workflow()).isEqualTo("agent-3/run-2");
        assertThat(ofOne.get(12).step()).isEqualTo("plan");
    }

    @Test
    void fewer_requests_are_the_first_of_more() {
        assertThat(Workload.bundled().requests(60, 7, DemoConfig.MODEL))
                .isEqualTo(requests.subList(0, 60));
        assertThat(Workload.bundled().requests(0, 7, DemoConfig.MODEL)).isEmpty();
    }

    @Test
    void a_warm_up_is_nobodys_spend_and_each_of_it_a_step_of_its_own() {
        List<WorkloadRequest> warmUp =
                Workload.bundled().requests(200, 1, DemoConfig.ECHO_MODEL).stream()
                        .map(WorkloadRequest::asWarmUp)
                        .toList();

        assertThat(warmUp)
                .allMatch(request -> request.customer().equals("warm-up"))
                .allMatch(request -> request.virtualKey().equals("warm-up"))
                .allMatch(request -> request.line().contains("\"model\":\"echo\""))
                .extracting(WorkloadRequest::step)
                .doesNotHaveDuplicates();
    }

    @Test
    void the_bodies_for_the_other_client_are_one_of_each_step() throws Exception {
        List<String> bodies = Workload.bundled().bodies(DemoConfig.MODEL);

        assertThat(bodies).hasSize(12).doesNotHaveDuplicates();
        for (String body : bodies) {
            assertThat(JSON.readTree(body).path("model").textValue()).isEqualTo("gpt-4o-mini");
        }
        assertThat(requests.getFirst().line()).contains(bodies.getFirst());
    }
}
