package dev.sluice.door.http;

import dev.sluice.config.VirtualKeys;
import dev.sluice.door.Dialect;
import dev.sluice.door.DoorPolicy;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Supplier;

/** Lets only requests with a valid key pass, before a byte of their body is read. */
final class KeyedHandler implements Handler {

    /** What is behind the door. */
    @FunctionalInterface
    interface Endpoint {
        void answer(VirtualKeys.Entry key, ServerRequest request, ServerResponse response);
    }

    private final Supplier<DoorPolicy> policy;
    private final Endpoint endpoint;

    KeyedHandler(Supplier<DoorPolicy> policy, Endpoint endpoint) {
        this.policy = policy;
        this.endpoint = endpoint;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Dialect dialect = Replies.dialect(request);
        switch (policy.get().authenticate(dialect, name -> Replies.header(request, name))) {
            case DoorPolicy.Authentication.Accepted(VirtualKeys.Entry key) ->
                    endpoint.answer(key, request, response);
            case DoorPolicy.Authentication.Refused(var error) ->
                    Replies.send(
                            response, error.toAnswer(dialect).with("www-authenticate", "Bearer"));
        }
    }
}
