package dev.sluice.dispatcher.admission.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class JsonTest {

    private static final String TEXT = "{\"a\":[1.50,12345678901234567890],\"é\":\"ü\"}";

    @Test
    void whatIsReadIsWrittenAsItWas() throws Flaw {
        assertThat(UTF_8.decode(Json.write(Json.read(bytes(TEXT)), 1)).toString()).isEqualTo(TEXT);
    }

    @Test
    void onlyWhatIsLeftOfABufferIsRead() throws Flaw {
        ByteBuffer part = bytes("xx" + TEXT + "yy").position(2);
        part.limit(part.limit() - 2);

        assertThat(Json.read(part.slice())).isEqualTo(Json.read(bytes(TEXT)));
        assertThat(Json.read(part)).isEqualTo(Json.read(bytes(TEXT)));
        assertThat(part.position()).isEqualTo(2);
    }

    @Test
    void aBufferThatShowsNoArrayIsReadToo() throws Flaw {
        assertThat(Json.read(bytes(TEXT).asReadOnlyBuffer())).isEqualTo(Json.read(bytes(TEXT)));
    }

    @Test
    void bothWaysToWriteAreTheSame() throws Flaw {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Json.write(Json.read(bytes(TEXT)), out);

        assertThat(ByteBuffer.wrap(out.toByteArray()))
                .isEqualTo(Json.write(Json.read(bytes(TEXT)), 1));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
