package dev.sluice.door.http;

import dev.sluice.door.ApiError;
import dev.sluice.door.Dialect;
import dev.sluice.door.DoorAnswer;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/** What is read of every request, and how all answers are written. */
final class Replies {

    static final String JSON = "application/json";

    private Replies() {}

    /** As it came: what is encoded in it stays so. */
    static String path(ServerRequest request) {
        return request.path().absolute().rawPath();
    }

    static Dialect dialect(ServerRequest request) {
        return Dialect.of(path(request));
    }

    static Optional<String> header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    /** In the words of the path that was asked for. */
    static void send(ServerRequest request, ServerResponse response, ApiError error) {
        send(response, error.toAnswer(dialect(request)));
    }

    static void send(ServerResponse response, DoorAnswer answer) {
        response.status(answer.status());
        response.header(HeaderNames.CONTENT_TYPE, JSON);
        answer.headers().forEach((name, value) -> response.header(name, value));
        response.send(answer.bytes());
    }
}
