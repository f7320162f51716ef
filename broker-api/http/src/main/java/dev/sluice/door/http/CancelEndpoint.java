package dev.sluice.door.http;

import dev.sluice.client.kafka.RequestPublisher;
import dev.sluice.client.wire.OutgoingCancel;
import dev.sluice.config.VirtualKeys;
import dev.sluice.door.CancelAnswers;
import dev.sluice.door.Dialect;
import dev.sluice.door.DoorAnswer;
import dev.sluice.door.DoorPolicy;
import dev.sluice.schemas.id.RequestId;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/requests/{id}/cancel}: publishes the wish that a request be ended. Whether it
 * still can be, admission decides. One virtual thread a request.
 */
final class CancelEndpoint implements KeyedHandler.Endpoint {

    static final String PATH = "/v1/requests/{id}/cancel";

    private static final Logger LOG = LoggerFactory.getLogger(CancelEndpoint.class);

    private final RequestPublisher publisher;

    CancelEndpoint(RequestPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void answer(
            DoorPolicy.Authentication.Accepted caller,
            ServerRequest request,
            ServerResponse response) {
        Optional<RequestId> id = RequestId.parse(request.path().pathParameters().get("id"));
        Replies.send(
                response,
                id.map(it -> cancel(caller, it))
                        .orElseGet(() -> CancelAnswers.noId().toAnswer(Dialect.OPENAI)));
    }

    private DoorAnswer cancel(DoorPolicy.Authentication.Accepted caller, RequestId id) {
        VirtualKeys.Entry key = caller.entry();
        OutgoingCancel wish =
                new OutgoingCancel(
                        id, Optional.of(key.customer().id()), key.key().id(), Optional.empty());
        try {
            publisher.cancel(wish.signedBy(caller.signingKey())).get();
            return CancelAnswers.accepted(id);
        } catch (ExecutionException e) {
            LOG.atWarn().addKeyValue("reason", e.getCause()).log("cancel not published");
            return CancelAnswers.notTaken().toAnswer(Dialect.OPENAI);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CancelAnswers.notTaken().toAnswer(Dialect.OPENAI);
        }
    }
}
