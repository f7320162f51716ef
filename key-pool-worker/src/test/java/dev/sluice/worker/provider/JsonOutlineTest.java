package dev.sluice.worker.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonOutlineTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'a':1,'b':{'c':[2]}} | {'a':1,'b':{'c':[2]}}
                    {'big':[]} | {'big':[]}
                    {'big':[[],[1,[2]],{'x':[]}],'a':1} | {'big':[null],'a':1}
                    {'big':[1,2,3]} | {'big':[null]}
                    {'big':{'x':[1]},'a':1} | {'big':null,'a':1}
                    {'big':'text','a':1} | {'big':null,'a':1}
                    {'in':{'big':[1]}} | {'in':{'big':[1]}}
                    {'a':1,'a':2} | {'a':2}
                    [1,2] | [1,2]
                    7 | 7
                    """)
    void whatIsLargeIsOnlySketched(String body, String outline) {
        assertThat(of(body)).contains(Spoken.json(outline));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{'big':[1,2}",
                "{'big':[1,]}",
                "{'big':[01]}",
                "{'big':['a\nb']}",
                "{'big':[1]} {}",
                "{'big':[1]}]",
                "{'big':[truth]}",
            })
    void aFlawInItIsSeenAllTheSame(String body) {
        assertThat(of(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xc0, 0xe4, 0xff})
    void bytesThatAreNoUtf8AreSeen(int wrong) {
        byte[] body = "{\"big\":[\"_\"]}".getBytes(UTF_8);
        body[9] = (byte) wrong;

        assertThat(JsonBody.outline(ByteBuffer.wrap(body), Set.of("big"))).isEmpty();
    }

    private static Optional<JsonNode> of(String body) {
        return JsonBody.outline(
                ByteBuffer.wrap(body.replace('\'', '"').getBytes(UTF_8)), Set.of("big"));
    }
}
