package dev.sluice.door.http;

import dev.sluice.client.kafka.RequestDesk;
import dev.sluice.client.kafka.RequestDesk.Reply;
import dev.sluice.client.kafka.RequestDesk.Submission;
import dev.sluice.config.VirtualKeys;
import dev.sluice.door.ApiError;
import dev.sluice.door.DoorAnswer;
import dev.sluice.door.DoorPolicy;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/chat/completions}: publishes the request and answers with its result. One virtual
 * thread a request. A client that goes away changes nothing: the request is in the log, its result
 * comes, and writing it then fails.
 */
final class ChatEndpoint implements KeyedHandler.Endpoint {

    /** Either an answer at once, or a request to wait for. */
    private sealed interface Step {
        record Answer(DoorAnswer answer) implements Step {}

        record Wait(Submission.Accepted accepted, Instant until) implements Step {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(ChatEndpoint.class);

    private final DoorPolicy policy;
    private final RequestDesk desk;
    private final BooleanSupplier listening;
    private final InstantSource clock;

    /**
     * @param listening whether a result that comes from now on will be seen
     */
    ChatEndpoint(
            DoorPolicy policy, RequestDesk desk, BooleanSupplier listening, InstantSource clock) {
        this.policy = policy;
        this.desk = desk;
        this.listening = listening;
        this.clock = clock;
    }

    @Override
    public void answer(VirtualKeys.Entry key, ServerRequest request, ServerResponse response) {
        // The body is out of reach before the wait begins: thousands wait at the same time.
        switch (begin(key, request, response)) {
            case Step.Answer(DoorAnswer answer) -> Replies.send(response, answer);
            case Step.Wait(Submission.Accepted accepted, Instant until) ->
                    Replies.send(response, end(accepted, until));
        }
    }

    private Step begin(VirtualKeys.Entry key, ServerRequest request, ServerResponse response) {
        if (!listening.getAsBoolean()) {
            return refuse(ApiError.unavailable("The door is not ready yet.", "not_ready"));
        }
        return switch (RequestBody.read(request, response, policy.bodyBytesMax())) {
            case RequestBody.TooLarge() -> refuse(ApiError.tooLarge(policy.bodyBytesMax()));
            case RequestBody.Whole whole ->
                    switch (policy.chat(
                            key, name -> header(request, name), whole.bytes(), clock.instant())) {
                        case DoorPolicy.ChatDecision.Refuse(ApiError error) -> refuse(error);
                        case DoorPolicy.ChatDecision.Publish publish -> submit(publish);
                    };
        };
    }

    private Step submit(DoorPolicy.ChatDecision.Publish publish) {
        return switch (desk.submit(publish.request())) {
            case Submission.Accepted accepted -> new Step.Wait(accepted, publish.answerBy());
            case Submission.Full() ->
                    refuse(
                            ApiError.unavailable(
                                    "Too many requests wait at this door already.", "door_full"));
            case Submission.Closed() -> refuse(closing("The door is closing."));
            case Submission.Unacknowledged(String reason) -> {
                LOG.atWarn().addKeyValue("reason", reason).log("request not published");
                yield refuse(
                        ApiError.unavailable(
                                "The request could not be published. It may have been accepted all"
                                        + " the same: repeat it with its Idempotency-Key.",
                                "not_published"));
            }
        };
    }

    private DoorAnswer end(Submission.Accepted accepted, Instant until) {
        String id = accepted.id().toString();
        return switch (desk.await(accepted.request(), until)) {
            case Reply.Arrived(var result) -> policy.answer(result, clock.instant());
            case Reply.Late() ->
                    ApiError.noResult("No result came in time for request " + id + ".")
                            .toAnswer()
                            .with("x-request-id", id);
            case Reply.Closed() ->
                    closing("The door closed before the result of request " + id + " came.")
                            .toAnswer()
                            .with("x-request-id", id);
        };
    }

    private static ApiError closing(String message) {
        return ApiError.unavailable(message, "door_closing");
    }

    private static Step refuse(ApiError error) {
        return new Step.Answer(error.toAnswer());
    }

    private static Optional<String> header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name));
    }
}
