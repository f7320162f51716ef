package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.dispatcher.admission.request.RequestFacts;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The idempotency key of a request: as it says, or its workflow and step where both are given. */
final class IdempotencyKey {

    private IdempotencyKey() {}

    /**
     * @param body not yet rewritten, so that the configuration may change between two repeats;
     *     written out anew, so that white space does not make two requests of one
     */
    static Optional<RequestFacts.Claim> claim(Fields fields, RequestBody body) {
        return of(fields.idempotencyKey(), fields.echo().workflow(), fields.echo().step())
                .map(key -> new RequestFacts.Claim(key, hash(fields.url(), body)));
    }

    /** The key itself, which no body is needed for. */
    static Optional<String> of(
            Optional<String> given, Optional<String> workflow, Optional<String> step) {
        return given.or(() -> workflow.flatMap(name -> step.map(it -> ofStep(name, it))));
    }

    /** Encoded, so that a slash in a name cannot make one key of two steps. */
    private static String ofStep(String workflow, String step) {
        return encoded(workflow) + "/" + encoded(step);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String hash(String url, RequestBody body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(url.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            body.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
