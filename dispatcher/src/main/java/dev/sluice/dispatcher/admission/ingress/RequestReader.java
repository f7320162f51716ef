package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.config.ActiveConfig;
import dev.sluice.config.RequestPolicy;
import dev.sluice.config.VirtualKeys;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.TurnedAway;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Tenant;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads a letter whose virtual key belongs here. Whatever is wrong becomes a {@link Reading}: a
 * result where somebody can be told, that is where the virtual key or a custom id is known.
 */
public final class RequestReader {

    private static final String BEARER_PREFIX = "vk_";

    private final VirtualKeys keys;
    private final KeyCheck door;
    private final RequestPolicy policy;
    private final DraftMaker drafts;

    public RequestReader(ActiveConfig config, KeyCheck door) {
        this.keys = VirtualKeys.of(config.config());
        this.door = door;
        this.policy = config.config().requests();
        this.drafts = new DraftMaker(config);
        drafts.load();
    }

    /** Whose request it says it is; empty where it names no known virtual key. */
    public Optional<VirtualKeys.Entry> owner(Letter letter) {
        return letter.virtualKey().flatMap(keys::find);
    }

    /** Whether it is small enough to be looked at, and to be passed on to another partition. */
    public boolean isOfSize(Letter letter) {
        return letter.bytes() <= policy.bodyBytesMax() + SizeCheck.ENVELOPE_BYTES_MAX;
    }

    /**
     * @param acceptedAt the broker's append time
     */
    public Reading read(Letter letter, String requestId, Instant acceptedAt, Instant now) {
        Mail mail =
                new Mail(letter, door.check(Signable.of(letter), acceptedAt, KeyCheck.Age.FRESH));
        if (!isOfSize(letter)) {
            return tooLarge(mail, new Arrival(requestId, acceptedAt, now, RequestFacts.Echo.NONE));
        }
        return switch (letter) {
            case Letter.OfAvro avro -> {
                RequestFacts.Echo echo = AvroForm.echo(avro.request());
                Arrival arrival = new Arrival(requestId, acceptedAt, now, echo);
                yield owned(
                        mail,
                        arrival,
                        () -> AvroForm.fields(avro.request(), policy.bodyBytesMax()));
            }
            case Letter.OfJson json -> readJson(json, mail, requestId, acceptedAt, now);
        };
    }

    /** A letter, and what the door says of who wrote it. */
    private record Mail(Letter letter, KeyCheck.Verdict sender) {

        /** Who may be told of it; nobody known where the sender is not proven. */
        Tenant tenant() {
            return sender.told()
                    .map(VirtualKeys.Entry::tenant)
                    .orElseGet(() -> new Tenant("", "", unknown(letter)));
        }
    }

    /** Nothing of it is echoed, since anything of it may be what is large. */
    private Reading tooLarge(Mail mail, Arrival arrival) {
        Flaw flaw = SizeCheck.tooLarge(mail.letter().bytes(), policy.bodyBytesMax());
        return mail.sender().told().isEmpty()
                ? new Reading.Unreadable("too_large", flaw.text())
                : turned(mail, arrival, "", flaw);
    }

    private Reading readJson(
            Letter.OfJson letter, Mail mail, String requestId, Instant acceptedAt, Instant now) {
        Arrival blank = new Arrival(requestId, acceptedAt, now, RequestFacts.Echo.NONE);
        try {
            JsonNode node = Json.read(letter.line());
            if (letter.virtualKey().isEmpty() && JsonLine.customId(node).isEmpty()) {
                return new Reading.Unreadable(
                        "no_virtual_key", "neither a sluice-key header nor a custom_id");
            }
            JsonLine line = new JsonLine(node, letter.headers(), acceptedAt);
            Arrival arrival = new Arrival(requestId, acceptedAt, now, line.echo());
            return owned(mail, arrival, line::fields);
        } catch (Flaw flaw) {
            return letter.virtualKey().isEmpty()
                    ? new Reading.Unreadable("undecodable", flaw.text())
                    : turned(mail, blank, "", flaw);
        }
    }

    private interface FieldsSource {
        Fields fields() throws Flaw;
    }

    private Reading owned(Mail mail, Arrival arrival, FieldsSource source) {
        return switch (mail.sender()) {
            case KeyCheck.Verdict.Refused(_, String type, String message) ->
                    turned(mail, arrival, "", new Flaw(type, 401, message));
            case KeyCheck.Verdict.Known known -> known(mail, known, arrival, source);
        };
    }

    private Reading known(
            Mail mail, KeyCheck.Verdict.Known sender, Arrival arrival, FieldsSource source) {
        String model = "";
        try {
            Fields fields = source.fields().orKey(sender.recordKey());
            RequestBody body = RequestBody.of(fields, mail.letter().bytes());
            model = body.model();
            return drafts.draft(sender.entry(), arrival, fields, body);
        } catch (Flaw flaw) {
            return turned(mail, arrival, model, flaw);
        }
    }

    private static Reading turned(Mail mail, Arrival arrival, String model, Flaw flaw) {
        return new Reading.Turned(
                new TurnedAway(
                        arrival.requestId(),
                        mail.tenant(),
                        model,
                        arrival.acceptedAt(),
                        arrival.echo(),
                        ResultStatus.REFUSED,
                        flaw.statusCode(),
                        ResultError.newBuilder()
                                .setType(flaw.type())
                                .setMessage(flaw.text())
                                .build()));
    }

    /** Who sends the door's bearer key in place of its id must not find the secret in a topic. */
    private static String unknown(Letter letter) {
        return letter.virtualKey().filter(id -> !id.startsWith(BEARER_PREFIX)).orElse("");
    }
}
