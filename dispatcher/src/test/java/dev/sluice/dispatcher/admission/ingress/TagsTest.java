package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.testing.Samples;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagsTest {

    private static final String LINE = "{\"body\":{\"model\":\"gpt-4o-mini\",\"messages\":[]}}";

    private final ReaderDesk desk = new ReaderDesk();

    private Reading read(String header) {
        return desk.readJson(LINE, Map.of("sluice-key", "demo", "sluice-tags", header));
    }

    private Reading read(Map<String, String> tags) {
        return desk.readAvro(
                InferenceRequest.newBuilder()
                        .setVirtualKey("demo")
                        .setBody(new Body(Samples.chatBody("hello")))
                        .setTags(tags));
    }

    @Test
    void tagsAreReadFromTheHeaderOrTheRecord() {
        assertThat(ReaderDesk.accepted(read("env=prod, cost.centre = 17 ,q=a=b")).tags())
                .isEqualTo(Map.of("env", "prod", "cost.centre", "17", "q", "a=b"));
        assertThat(ReaderDesk.accepted(read(Map.of("env", "a, b"))).tags())
                .isEqualTo(Map.of("env", "a, b"));
        assertThat(ReaderDesk.accepted(read("")).tags()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "env, name=value",
        "'env=prod,', name=value",
        "'env=prod,env=test', twice",
        "=prod, the name",
        "e v=prod, the name",
        "env=, the value",
    })
    void whatIsNoListOfTagsRefusesTheRequest(String header, String why) {
        var away = ReaderDesk.turned(read(header));
        assertThat(away.statusCode()).isEqualTo(400);
        assertThat(away.error().getMessage()).contains("sluice-tags", why);
    }

    @Test
    void thereAreBounds() {
        Map<String, String> tags = new HashMap<>();
        for (int n = 0; n < Tags.COUNT_MAX; n++) {
            tags.put("t" + n, "x".repeat(Tags.VALUE_CHARS_MAX));
        }
        assertThat(ReaderDesk.accepted(read(tags)).tags()).hasSize(Tags.COUNT_MAX);

        tags.put("t0", "x".repeat(Tags.VALUE_CHARS_MAX + 1));
        assertThat(ReaderDesk.turned(read(tags)).error().getMessage()).contains("256 characters");
        tags.put("t0", "x");
        tags.put("more", "x");
        assertThat(ReaderDesk.turned(read(tags)).error().getMessage()).contains("at most 16");
    }
}
