package dev.sluice.app.sim;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Puts replies on the wire. */
final class Http {

    static final Map<String, String> NONE = Map.of();

    private static final String BEARER = "Bearer ";

    private Http() {}

    /** The secret that was sent; empty where there is none. */
    static String bearer(ServerRequest request) {
        String authorization = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        return authorization.startsWith(BEARER) ? authorization.substring(BEARER.length()) : "";
    }

    static void send(ServerResponse response, Reply.Whole reply) {
        head(response, reply);
        response.send(reply.body().getBytes(StandardCharsets.UTF_8));
    }

    /** Announces all of the body, sends half of it and hangs up. */
    static void sendHalf(ServerResponse response, Reply.Whole reply) throws IOException {
        head(response, reply);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        response.contentLength(body.length);
        OutputStream out = response.outputStream();
        out.write(body, 0, body.length / 2);
        out.flush();
        throw new CloseConnectionException("as the test asked for");
    }

    private static void head(ServerResponse response, Reply.Whole reply) {
        response.status(reply.status());
        response.header(HeaderNames.CONTENT_TYPE_NAME, reply.contentType());
        reply.headers().forEach(response::header);
    }
}
