package dev.sluice.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.HeaderField;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.schemas.topic.TrustedRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AvroWireTrustTest {

    @Test
    void recordsOfOursAreReadAndWritten() {
        MemorySchemaRegistry registry = new MemorySchemaRegistry();
        registry.register(Topics.REQUESTS.subject(), Topics.REQUESTS.schema());
        AvroWire<InferenceRequest> wire = AvroWire.of(Topics.REQUESTS, registry);
        InferenceRequest request =
                InferenceRequest.newBuilder()
                        .setVirtualKey("demo")
                        .setBody(new Body(ByteBuffer.wrap(new byte[] {1, 2})))
                        .build();

        assertThat(wire.decode(wire.encode(request))).isEqualTo(request);
    }

    @Test
    void alsoInAvrosOwnEncodingOnceTheyAreTrusted() throws IOException {
        TrustedRecords.trust();
        HeaderField field = new HeaderField("name", ByteBuffer.wrap(new byte[] {1}));

        assertThat(HeaderField.fromByteBuffer(field.toByteBuffer())).isEqualTo(field);
    }
}
