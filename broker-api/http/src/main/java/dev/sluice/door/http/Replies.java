package dev.sluice.door.http;

import dev.sluice.door.ApiError;
import dev.sluice.door.DoorAnswer;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;

/** Writes answers. */
final class Replies {

    static final String JSON = "application/json";

    private Replies() {}

    static void send(ServerResponse response, ApiError error) {
        send(response, error.toAnswer());
    }

    static void send(ServerResponse response, DoorAnswer answer) {
        response.status(answer.status());
        response.header(HeaderNames.CONTENT_TYPE, JSON);
        answer.headers().forEach((name, value) -> response.header(name, value));
        response.send(answer.bytes());
    }
}
