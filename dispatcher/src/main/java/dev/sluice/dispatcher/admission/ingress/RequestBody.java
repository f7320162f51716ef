package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.CachePolicy;
import dev.sluice.config.ModelConfig;
import dev.sluice.dispatcher.admission.request.RequestFacts.Caching;
import dev.sluice.dispatcher.admission.tokens.TokenCount;
import dev.sluice.dispatcher.admission.tokens.TokenCounter;
import dev.sluice.schemas.url.GenerateContentUrl;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What admission reads in a body and rewrites in it, once. */
final class RequestBody {

    private static final int CHOICES_MAX = 128;

    /** What chat completions call their cap since there are models that reason. */
    private static final FieldPath NEW_CAP = Endpoint.MAX_COMPLETION_TOKENS;

    private static final Pattern REASONING = Pattern.compile("(.*/)?(ft:)?(o\\d|gpt-[5-9]).*");

    private static final String MODEL = "model";

    /** What admission may write into a body: a cap, a longer name of the model. */
    private static final int WRITTEN_BYTES = 128;

    /** What a body may refer to and only one provider key has. */
    private static final List<String> ELSEWHERE =
            List.of(
                    "previous_response_id",
                    "conversation",
                    "container",
                    "cachedContent",
                    "cached_content");

    private final String url;
    private final ObjectNode body;
    private final int size;

    private RequestBody(String url, ObjectNode body, int size) {
        this.url = url;
        this.body = body;
        this.size = size;
    }

    /**
     * @param letterBytes of what it came in
     */
    static RequestBody of(Fields fields, int letterBytes) throws Flaw {
        return of(fields.url(), fields.body(), letterBytes);
    }

    /**
     * @param bytes of the body, or of what it came in
     */
    static RequestBody of(String url, JsonNode json, int bytes) throws Flaw {
        if (!(json instanceof ObjectNode body)) {
            throw Flaw.invalid("body must be a JSON object");
        }
        return new RequestBody(url, body, bytes + WRITTEN_BYTES);
    }

    /** As the agent names it: in the url where that has it, else in the body. */
    String model() throws Flaw {
        Optional<GenerateContentUrl> named = GenerateContentUrl.parse(url);
        if (named.isPresent()) {
            return named.get().model();
        }
        JsonNode model = body.path(MODEL);
        if (!model.isTextual() || model.textValue().isEmpty()) {
            throw Flaw.invalid("model must be a string");
        }
        return model.textValue();
    }

    /** Of its input, as a model counts it. */
    TokenCount count(TokenCounter counter) {
        return counter.count(body, url);
    }

    /**
     * Names the model as its provider does, and writes the model's cap into a body that has none,
     * so that a reservation is a bound.
     *
     * @return output tokens of all choices together, at most; 0 where there is no output
     */
    int rewriteFor(ModelConfig model, Endpoint endpoint) throws Flaw {
        checkKind();
        int most = capped(model, endpoint.caps());
        name(model.providerModel());
        return Math.clamp((long) most * choices(endpoint.choices()), 0, Integer.MAX_VALUE);
    }

    /**
     * The same for a body that was rewritten for another model before. A cap that is more than this
     * model may give is brought down to it.
     *
     * @return as {@link #rewriteFor}
     */
    int rewriteForOther(ModelConfig model, Endpoint endpoint) throws Flaw {
        if (takesOnlyNewCap(model)
                && endpoint.caps().contains(NEW_CAP)
                && !body.hasNonNull(NEW_CAP.name())) {
            JsonNode former = body.remove("max_tokens");
            Optional.ofNullable(former).ifPresent(cap -> body.set(NEW_CAP.name(), cap));
        }
        for (FieldPath cap : endpoint.caps()) {
            if (cap.number(body) > model.outputTokensMax()) {
                cap.put(body, model.outputTokensMax());
            }
        }
        return rewriteFor(model, endpoint);
    }

    ByteBuffer bytes() {
        return Json.write(body, size);
    }

    /**
     * That an answer to an equal one will do, as the body stands now.
     *
     * @param model as the agent names it
     */
    Optional<Caching> caching(CachePolicy policy, String customer, String model) {
        return EqualRequests.caching(policy, customer, url, model, body);
    }

    /** The same bytes, for who only looks at them. */
    void writeTo(OutputStream out) {
        Json.write(body, out);
    }

    private void name(String providerModel) {
        if (GenerateContentUrl.parse(url).isEmpty()) {
            body.put(MODEL, providerModel);
        } else if (body.has(MODEL)) {
            // Said again beside the path, it is Google's name of a resource.
            body.put(MODEL, "models/" + providerModel);
        }
    }

    private void checkKind() throws Flaw {
        if (body.path("stream").asBoolean(false)) {
            throw Flaw.invalid("streaming is not available on this door yet");
        }
        if (body.path("background").asBoolean(false)) {
            throw Flaw.invalid("background is not needed: every request here is one");
        }
        for (String elsewhere : ELSEWHERE) {
            if (body.hasNonNull(elsewhere)) {
                throw Flaw.invalid(
                        elsewhere + " lies with one provider key: send the whole input instead");
            }
        }
        if (body.path("prompt").hasNonNull("id")) {
            throw Flaw.invalid("prompt.id lies with one provider key: send the prompt itself");
        }
    }

    /** The largest cap that the body has; where it has none, the model's is written into it. */
    private int capped(ModelConfig model, List<FieldPath> fields) throws Flaw {
        int cap = model.outputTokensMax();
        int most = 0;
        for (FieldPath field : fields) {
            int said = field.number(body);
            if (said > cap) {
                throw Flaw.invalid(
                        "%s is %d, but %s gives at most %d: ask for no more, or leave it out"
                                .formatted(field.name(), said, model.name(), cap));
            }
            most = Math.max(most, said);
        }
        if (most == 0 && !fields.isEmpty()) {
            boolean isNew = takesOnlyNewCap(model) && fields.contains(NEW_CAP);
            (isNew ? NEW_CAP : fields.getFirst()).put(body, cap);
            most = cap;
        }
        return most;
    }

    /** OpenAI's reasoning models refuse {@code max_tokens}. */
    private static boolean takesOnlyNewCap(ModelConfig model) {
        return REASONING.matcher(model.providerModel()).matches();
    }

    private int choices(List<FieldPath> fields) throws Flaw {
        int most = 1;
        for (FieldPath field : fields) {
            int said = field.number(body);
            if (said > CHOICES_MAX) {
                throw Flaw.invalid(field.name() + " is at most " + CHOICES_MAX);
            }
            most = Math.max(most, said);
        }
        return most;
    }
}
