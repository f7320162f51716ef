package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.ModelConfig;
import java.util.List;

/** What admission reads in a body and rewrites in it, once. */
final class ChatBody {

    private static final int CHOICES_MAX = 128;

    private final ObjectNode body;

    private ChatBody(ObjectNode body) {
        this.body = body;
    }

    static ChatBody of(JsonNode node) throws Flaw {
        if (!(node instanceof ObjectNode body)) {
            throw Flaw.invalid("body must be a JSON object");
        }
        return new ChatBody(body);
    }

    String model() throws Flaw {
        JsonNode model = body.path("model");
        if (!model.isTextual() || model.textValue().isEmpty()) {
            throw Flaw.invalid("model must be a string");
        }
        return model.textValue();
    }

    int inputTokens() {
        return TokenEstimate.of(body);
    }

    /**
     * Names the model as its provider does, and writes the model's cap into a body that has none,
     * so that a reservation is a bound.
     *
     * @return output tokens of all choices together, at most; 0 where there is no output
     */
    int rewriteFor(ModelConfig model, Endpoint endpoint) throws Flaw {
        checkKind();
        int most = capped(model.outputTokensMax(), endpoint.caps());
        body.put("model", model.providerModel());
        return Math.clamp((long) most * choices(), 0, Integer.MAX_VALUE);
    }

    /**
     * The same for a body that was rewritten for another model before. A cap that is more than this
     * model may give is brought down to it.
     *
     * @return as {@link #rewriteFor}
     */
    int rewriteForOther(ModelConfig model, Endpoint endpoint) throws Flaw {
        for (String name : endpoint.caps()) {
            if (body.path(name).isIntegralNumber()
                    && body.path(name).longValue() > model.outputTokensMax()) {
                body.put(name, model.outputTokensMax());
            }
        }
        return rewriteFor(model, endpoint);
    }

    private void checkKind() throws Flaw {
        if (body.path("stream").asBoolean(false)) {
            throw Flaw.invalid("streaming is not available on this door yet");
        }
        if (body.path("background").asBoolean(false)) {
            throw Flaw.invalid("background is not needed: every request here is one");
        }
        for (String elsewhere : new String[] {"previous_response_id", "conversation"}) {
            if (body.hasNonNull(elsewhere)) {
                throw Flaw.invalid(
                        elsewhere + " lies with one provider key: send the whole input instead");
            }
        }
    }

    /** The largest cap that the body has; where it has none, the model's is written into it. */
    private int capped(int cap, List<String> names) throws Flaw {
        int most = 0;
        for (String name : names) {
            most = Math.max(most, tokens(name, cap));
        }
        if (most == 0 && !names.isEmpty()) {
            body.put(names.getFirst(), cap);
            most = cap;
        }
        return most;
    }

    /** 0 where it is not said. */
    private int tokens(String name, int cap) throws Flaw {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw Flaw.invalid(name + " must be a whole number from 1 on");
        }
        if (value.intValue() > cap) {
            throw Flaw.invalid(name + " is at most " + cap + " for this model");
        }
        return value.intValue();
    }

    private int choices() throws Flaw {
        JsonNode n = body.path("n");
        if (n.isMissingNode() || n.isNull()) {
            return 1;
        }
        if (!n.isIntegralNumber() || !n.canConvertToInt() || n.intValue() < 1) {
            throw Flaw.invalid("n must be a whole number from 1 on");
        }
        if (n.intValue() > CHOICES_MAX) {
            throw Flaw.invalid("n is at most " + CHOICES_MAX);
        }
        return n.intValue();
    }

    byte[] bytes() {
        return Json.write(body);
    }
}
