package dev.sluice.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ledger.pricing.Charge;
import dev.sluice.ledger.samples.Ends;
import dev.sluice.ledger.samples.Entries;
import dev.sluice.ledger.samples.Orders;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AuditedEventTest {

    private static final String ID = Samples.requestId(1);

    private static AuditedEvent answered() {
        AttemptEnd end = Ends.answered(ID);
        return AuditedEvent.ofEnd(end, Entries.first(end, new Charge.Actual(5)), 6, Samples.NOON);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }

    @Test
    void whatWasWrittenIsReadBack() {
        assertThat(AuditedEvent.read(answered().canonical())).isEqualTo(answered());
        AuditedEvent decision = AuditedEvent.ofDecision(Ends.admitted(ID), 5, Samples.NOON);
        assertThat(AuditedEvent.read(decision.canonical())).isEqualTo(decision);
        AuditedEvent order = AuditedEvent.ofKeyCommand(Orders.cool(), 7, Samples.NOON);
        assertThat(AuditedEvent.read(order.canonical())).isEqualTo(order);
        AuditedEvent config = AuditedEvent.ofConfig(Orders.config(), 8, Samples.NOON);
        assertThat(AuditedEvent.read(config.canonical())).isEqualTo(config);
    }

    @Test
    void anOrderForAKeyIsAboutNoRequestAndNoCustomer() {
        AuditedEvent order = AuditedEvent.ofKeyCommand(Orders.cool(), 7, Samples.NOON);

        assertThat(order.kind().text()).isEqualTo("key_command");
        assertThat(order.requestId() + order.customer()).isEmpty();
        assertThat(text(order.canonical())).contains("sim", "key-a", "COOL", "spill", "ops@host");
    }

    @Test
    void aConfigurationIsAuditedByItsHashAndWhoAppliedIt() {
        AuditedEvent config = AuditedEvent.ofConfig(Orders.config(), 8, Samples.NOON);

        assertThat(config.kind().text()).isEqualTo("config");
        assertThat(config.requestId() + config.customer()).isEmpty();
        assertThat(text(config.canonical()))
                .contains("ada@host", "ab".repeat(32))
                .doesNotContain("customers");
    }

    @Test
    void anEndNamesTheLinesThatItAdded() {
        assertThat(answered().posted()).containsExactly(new PostedLine(1, "ACTUAL", 5));
    }

    @Test
    void noWordOfTheProviderIsInTheBytes() {
        AttemptEnd talkative =
                AttemptEnd.newBuilder(Ends.answered(ID)).setMessage("the message").build();
        AuditedEvent event =
                AuditedEvent.ofEnd(
                        talkative, Entries.first(talkative, new Charge.Actual(5)), 6, Samples.NOON);
        assertThat(text(event.canonical()))
                .contains("key-a")
                .doesNotContain("the answer")
                .doesNotContain("the message");
    }

    @Test
    void theSameEndHasTheSameHashWheneverItIsRead() {
        assertThat(AuditedEvent.hash(Ends.answered(ID)))
                .isEqualTo(AuditedEvent.hash(Ends.answered(ID)))
                .isNotEqualTo(AuditedEvent.hash(Ends.answered(Samples.requestId(2))));
    }

    @Test
    void bytesThatAreCutOffAnywhereAreRefused() {
        ByteBuffer whole = answered().canonical();
        for (int length = 0; length < whole.remaining(); length++) {
            ByteBuffer cut = whole.slice(0, length);
            assertThatThrownBy(() -> AuditedEvent.read(cut))
                    .as("the first %s bytes", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void bytesBehindTheLastFieldAreRefused() {
        ByteBuffer whole = answered().canonical();
        ByteBuffer longer = ByteBuffer.allocate(whole.remaining() + 1).put(whole.duplicate());
        assertThatThrownBy(() -> AuditedEvent.read(longer.flip().limit(longer.capacity())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fieldsOutOfOrderAreAMistakeOfTheWriter() {
        CanonicalWriter writer =
                CanonicalWriter.tagged("tag").text(CanonicalField.CUSTOMER, "acme");
        assertThatThrownBy(() -> writer.text(CanonicalField.REQUEST_ID, ID))
                .isInstanceOf(IllegalStateException.class);
    }
}
