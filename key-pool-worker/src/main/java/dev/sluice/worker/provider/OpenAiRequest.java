package dev.sluice.worker.provider;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Tenant;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes the request that an OpenAI-compatible host is sent. */
final class OpenAiRequest {

    /** What came of it. */
    sealed interface Prepared {
        record Ready(ProviderRequest request) implements Prepared {}

        record Unusable(String why) implements Prepared {}
    }

    private static final String VERSION = "/v1";

    /** Nothing that could lead to another host, another path than it shows, or a query. */
    private static final Pattern PATH = Pattern.compile("/v1(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f-]{1,128}");

    private OpenAiRequest() {}

    static Prepared of(Attempt attempt, URI baseUrl, String secret) {
        if (!PATH.matcher(attempt.getUrl()).matches()) {
            return new Prepared.Unusable("the url is not a path below /v1");
        }
        if (!(attempt.getBody().getContent() instanceof ByteBuffer body)) {
            return new Prepared.Unusable("the body is a reference, and references are not read");
        }
        return new Prepared.Ready(
                new ProviderRequest(
                        uri(baseUrl, attempt.getUrl()), headers(attempt, secret), body));
    }

    /** The base URL ends in {@code /v1}, as those of OpenAI's own clients do. */
    private static URI uri(URI baseUrl, String path) {
        return RequestForm.below(baseUrl, path.substring(VERSION.length()));
    }

    private static Map<String, String> headers(Attempt attempt, String secret) {
        Map<String, String> headers = RequestForm.headers(attempt);
        headers.put("Authorization", "Bearer " + secret);
        return headers;
    }

    /** As the agent gave it, where it looks like one. */
    static Optional<String> traceparent(Attempt attempt) {
        return attempt.getTraceparent().filter(trace -> TRACEPARENT.matcher(trace).matches());
    }

    /**
     * The same for each attempt of a request, and for no request of another team. Teams share a
     * provider key: sent as they are, two teams' {@code run-1/step-1} would be one request to the
     * provider, and one of them get the other's answer. A digest is also always a valid header.
     */
    static String idempotencyKey(Attempt attempt) {
        return attempt.getIdempotencyKey()
                .map(key -> digest(attempt.getTenant(), key))
                .orElseGet(attempt::getRequestId);
    }

    private static String digest(Tenant tenant, String key) {
        String scoped = String.join("\n", tenant.getCustomer(), tenant.getTeam(), key);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(scoped.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
