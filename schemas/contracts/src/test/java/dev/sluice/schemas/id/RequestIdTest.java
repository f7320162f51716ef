package dev.sluice.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestIdTest {

    private static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAA";

    @Test
    void isWrittenAsTopicPartitionAndOffset() {
        assertThat(new RequestId(TOPIC_ID, 3, 41)).hasToString(TOPIC_ID + ".3.41");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatIsWrittenIsReadBack(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            String topicId = new Uuid(random.nextLong(), random.nextLong()).toString();
            RequestId id = new RequestId(topicId, random.nextInt(1000), random.nextLong(1L << 50));
            assertThat(RequestId.parse(id.toString())).contains(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "abc.1",
                "abc.1.2.3",
                "abc.-1.2",
                "abc.1.-2",
                "abc.x.2",
                ".1.2",
                "a/c.1.2",
                " abc.1.2",
                "abc.1.2\n",
                "abc.9999999999.2",
                "abc.1.9999999999999999999"
            })
    void anotherTextIsNoRequestId(String text) {
        assertThat(RequestId.parse(text)).isEmpty();
    }

    @Test
    void theLargestThatParsesDoesNotOverflow() {
        assertThat(RequestId.parse("abc.999999999.999999999999999999"))
                .contains(new RequestId("abc", 999_999_999, 999_999_999_999_999_999L));
    }

    @Test
    void topicIdWithADotWouldNotBeReadBack() {
        assertThatThrownBy(() -> new RequestId("a.b", 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RequestId("", 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void positionsAreNotNegative() {
        assertThatThrownBy(() -> new RequestId("abc", -1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RequestId("abc", 0, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
