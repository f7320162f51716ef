package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.replay.Requests;
import dev.sluice.app.replay.kafka.ReplayResults.Outcome;
import dev.sluice.schemas.record.ResultStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayJsonTest {

    private final StringWriter out = new StringWriter();
    private final ReplayJson json = new ReplayJson(new PrintWriter(out));

    private JsonNode written() throws JsonProcessingException {
        assertThat(out.toString()).isEmpty();
        json.done();
        assertThat(out.toString().lines()).hasSize(1);
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void aDryRunIsOneObjectWithEveryRequest() throws JsonProcessingException {
        json.planned(ReplaySamples.oneOfEach());

        JsonNode object = written();

        assertThat(object.path("selected").intValue()).isEqualTo(6);
        for (String count : new String[] {"answered", "in_progress", "left", "cannot", "replay"}) {
            assertThat(object.path(count).intValue()).as(count).isEqualTo(1);
        }
        assertThat(object.path("cost_max_usd").decimalValue()).isEqualByComparingTo("0.00003");
        assertThat(object.path("published").intValue()).isZero();
        assertThat(object.path("partitions").toString())
                .isEqualTo("[{\"partition\":0,\"first\":10,\"last\":15,\"requests\":6}]");
        assertThat(out.toString())
                .contains(
                        """
                        {"id":"AAAAAAAAAAAAAAAAAAAAAA.0.11","workflow":"nightly","step":"s11",\
                        "verdict":"replay","status":"failed","error":"provider_error",\
                        "replay_of":"AAAAAAAAAAAAAAAAAAAAAA.0.11","spent_usd":0.000000000007,\
                        "cost_max_usd":0.000030000000,"deadline_ms":600000}\
                        """);
        assertThat(object.path("requests").get(3).path("why").textValue())
                .startsWith("model_not_found");
        assertThat(object.path("requests").get(4).has("workflow")).isFalse();
    }

    @Test
    void whatWasPublishedAndItsResultStandBesideTheOriginal() throws JsonProcessingException {
        json.planned(ReplaySamples.oneOfEach());
        json.published(Requests.id(11), Requests.id(20));
        json.publishedAll(1);
        json.ended(
                Map.of(Requests.id(11), Requests.id(20)),
                Map.of(Requests.id(20), new Outcome(ResultStatus.ANSWERED, 5_000_000)));

        JsonNode object = written();

        assertThat(object.path("published").intValue()).isEqualTo(1);
        assertThat(object.path("cost_usd").decimalValue()).isEqualByComparingTo("0.000005");
        JsonNode replayed = object.path("requests").get(1);
        assertThat(replayed.path("published").textValue()).endsWith(".0.20");
        assertThat(replayed.path("result").textValue()).isEqualTo("answered");
        assertThat(object.path("requests").get(0).has("published")).isFalse();
    }
}
