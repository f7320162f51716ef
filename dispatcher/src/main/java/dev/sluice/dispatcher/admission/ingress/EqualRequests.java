package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.CachePolicy;
import dev.sluice.dispatcher.admission.request.RequestFacts.Caching;
import dev.sluice.schemas.record.Attempt;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests are equal, so that an answer to one will do for the other: those of the same
 * customer, to the same url and model, with the same body as it is sent to the provider, in its
 * canonical form, without {@link #NO_MATTER}.
 */
public final class EqualRequests {

    /** Who asks, and where a provider may look for what it has read already. */
    static final Set<String> NO_MATTER =
            Set.of("user", "safety_identifier", "prompt_cache_key", "prompt_cache_retention");

    private static final String EMBEDDINGS = "/v1/embeddings";
    private static final List<String> GENERATION = List.of("generationConfig", "generation_config");
    private static final Set<String> OWN_TOOLS = Set.of("function", "custom");
    private static final Set<String> FUNCTIONS =
            Set.of("functionDeclarations", "function_declarations");

    private EqualRequests() {}

    /**
     * @param body as it is sent, so that another configuration makes another request
     */
    static Optional<Caching> caching(
            CachePolicy policy, String customer, String url, String model, ObjectNode body) {
        boolean wanted =
                policy.maxAge().isPositive()
                        && (policy.requests() == CachePolicy.Requests.ANY
                                || isDeterministic(url, body));
        return wanted
                ? Optional.of(new Caching(digest(customer, url, model, body), policy.maxAge()))
                : Optional.empty();
    }

    /**
     * That an answer to an equal one will do for this attempt, as it is sent. Reads its body again,
     * which takes as long as when it came.
     *
     * @return empty where {@code policy} does not fit it
     */
    public static Optional<Caching> caching(CachePolicy policy, Attempt attempt) {
        if (!(attempt.getBody().getContent() instanceof ByteBuffer bytes)) {
            return Optional.empty();
        }
        try {
            return Json.read(bytes) instanceof ObjectNode body
                    ? caching(
                            policy,
                            attempt.getTenant().getCustomer(),
                            attempt.getUrl(),
                            attempt.getModel(),
                            body)
                    : Optional.empty();
        } catch (Flaw unreadable) {
            throw new IllegalStateException("a body of our own can be read", unreadable);
        }
    }

    /** As far as a request can say it: no sampling, or a seed; and nothing that is looked up. */
    static boolean isDeterministic(String url, ObjectNode body) {
        if (asksTheProvidersTools(body)) {
            return false;
        }
        return url.equals(EMBEDDINGS)
                || isFixed(body)
                || GENERATION.stream().anyMatch(name -> isFixed(body.path(name)));
    }

    private static boolean isFixed(JsonNode settings) {
        JsonNode temperature = settings.path("temperature");
        return settings.path("seed").isIntegralNumber()
                || (temperature.isNumber() && temperature.decimalValue().signum() == 0);
    }

    /** Such as a search on the web, which finds something else tomorrow. */
    private static boolean asksTheProvidersTools(ObjectNode body) {
        if (body.hasNonNull("web_search_options")) {
            return true;
        }
        for (JsonNode tool : body.path("tools")) {
            boolean own =
                    tool.has("type")
                            ? OWN_TOOLS.contains(tool.path("type").asText())
                            : tool.has("name") || isDeclaration(tool);
            if (!own) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDeclaration(JsonNode tool) {
        return tool.properties().stream().allMatch(each -> FUNCTIONS.contains(each.getKey()));
    }

    private static String digest(String customer, String url, String model, ObjectNode body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String each : List.of(customer, url, model)) {
                digest.update(each.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            CanonicalJson.write(
                    body,
                    NO_MATTER,
                    new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
