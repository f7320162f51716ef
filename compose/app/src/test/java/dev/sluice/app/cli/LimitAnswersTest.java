package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dispatcher.admission.quota.LimitSurvey;
import org.junit.jupiter.api.Test;

class LimitAnswersTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final LimitAnswers answers = new LimitAnswers(JSON.createObjectNode());

    private static ObjectNode part(int here, int limits, String ready) throws Exception {
        ObjectNode part =
                (ObjectNode)
                        JSON.readTree(
                                "{\"ready\":%s,\"customers\":3,\"customers_here\":%d,\"more\":0}"
                                        .formatted(ready, here));
        ArrayNode all = part.putArray("limits");
        for (int n = 0; n < limits; n++) {
            all.addObject().put("limit", here + "/" + n);
        }
        return part;
    }

    @Test
    void dispatchersThatHaveAllCustomersTogetherMakeAWhole() throws Exception {
        answers.add(part(1, 1, "true"));
        assertThat(answers.customersElsewhere()).isEqualTo(2);
        answers.add(part(2, 2, "true"));
        assertThat(answers.customersElsewhere()).isZero();
        assertThat(answers.isReady()).isTrue();
        assertThat(answers.whole())
                .hasToString(
                        """
                        {"ready":true,"customers":3,"customers_here":3,"more":0,\
                        "limits":[{"limit":"1/0"},{"limit":"2/0"},{"limit":"2/1"}]}\
                        """);
    }

    @Test
    void oneThatReadsItsStateMakesTheWholeNotReady() throws Exception {
        answers.add(part(1, 1, "false"));
        answers.add(part(2, 1, "true"));
        assertThat(answers.isReady()).isFalse();
    }

    @Test
    void withoutAnyAnswerItIsOfNobody() throws Exception {
        assertThat(answers.isOfNobody()).isTrue();
        answers.add(part(0, 0, "true"));
        assertThat(answers.isOfNobody()).isFalse();
    }

    @Test
    void togetherTheyTellNoMoreThanOneWould() throws Exception {
        answers.add(part(1, LimitSurvey.TOLD_MAX - 1, "true"));
        answers.add(part(2, 10, "true"));
        assertThat(answers.whole().path("limits")).hasSize(LimitSurvey.TOLD_MAX);
        assertThat(answers.whole().path("more").asInt()).isEqualTo(9);
    }
}
