package dev.sluice.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.pricing.Charge;
import dev.sluice.ledger.samples.Ends;
import dev.sluice.ledger.samples.Entries;
import dev.sluice.ledger.samples.Orders;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Decision;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The bytes of these events are frozen: records with them are in audit logs. A change that makes
 * this test fail breaks every chain that was ever written.
 */
class CanonicalVectorsTest {

    private static final String ID = Samples.requestId(12);

    private static Map<String, String> actual() {
        Map<String, String> vectors = new LinkedHashMap<>();
        ChainKeys keys =
                ChainKeys.of(
                        AuditRootKey.of("golden root".getBytes(StandardCharsets.UTF_8)),
                        new ChainOrigin("cluster", Samples.TOPIC_ID).chain(2));
        AuditChain chain = new AuditChain(keys);
        ByteBuffer canonicalOfDecision =
                AuditedEvent.ofDecision(Ends.admitted(ID), 5, Samples.NOON).canonical();
        vectors.put("first-mac", hex(chain.start().mac()));
        vectors.put("decision", hex(canonicalOfDecision));
        vectors.put("decision-leaf", hex(keys.leaf(canonicalOfDecision)));
        Decision replayed =
                Decision.newBuilder(Ends.admitted(ID)).setReplayOf(Samples.requestId(3)).build();
        vectors.put(
                "decision-of-a-replay",
                hex(AuditedEvent.ofDecision(replayed, 5, Samples.NOON).canonical()));
        AuditedEvent answered = end(Ends.answered(ID), new Charge.Actual(Ends.ANSWERED_PICOS));
        vectors.put("answered", hex(answered.canonical()));
        vectors.put("answered-mac", hex(chain.append(chain.start(), answered).record().getMac()));
        vectors.put("not-called", hex(end(Ends.notCalled(ID), new Charge.None()).canonical()));
        vectors.put("hash-of-answered", hex(AuditedEvent.hash(Ends.answered(ID))));
        vectors.put(
                "key-command",
                hex(AuditedEvent.ofKeyCommand(Orders.cool(), 7, Samples.NOON).canonical()));
        vectors.put(
                "config", hex(AuditedEvent.ofConfig(Orders.config(), 8, Samples.NOON).canonical()));
        keys.advance();
        vectors.put(
                "answered-mac-in-epoch-1",
                hex(chain.append(chain.start(), answered).record().getMac()));
        return vectors;
    }

    private static AuditedEvent end(AttemptEnd end, Charge charge) {
        return AuditedEvent.ofEnd(end, Entries.first(end, charge), 6, Samples.NOON);
    }

    private static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Map<String, String> golden() {
        try (InputStream in =
                Objects.requireNonNull(
                        CanonicalVectorsTest.class.getResourceAsStream("/canonical-vectors.txt"))) {
            Map<String, String> vectors = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .forEach(pair -> vectors.put(pair[0], pair[1]));
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void bytesOfAllTimesStayAsTheyAre() {
        StringBuilder text = new StringBuilder();
        actual().forEach((name, hex) -> text.append(name).append(' ').append(hex).append('\n'));
        assertThat(actual()).as("vectors now:%n%s", text).isEqualTo(golden());
    }
}
