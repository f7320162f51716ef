package dev.sluice.door.http;

import dev.sluice.client.kafka.RequestDesk;
import dev.sluice.client.kafka.RequestDesk.Reply;
import dev.sluice.client.kafka.RequestDesk.Submission;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.door.ApiError;
import dev.sluice.door.Dialect;
import dev.sluice.door.DoorAnswer;
import dev.sluice.door.DoorPolicy;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever asks for an answer: publishes the request and answers with its result. One virtual
 * thread a request. A client that goes away changes nothing: the request is in the log, its result
 * comes, and writing it then fails.
 */
final class AskEndpoint implements KeyedHandler.Endpoint {

    /** Either an answer at once, or a request to wait for. */
    private sealed interface Step {
        record Answer(DoorAnswer answer) implements Step {}

        record Wait(Submission.Accepted accepted, Instant until) implements Step {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(AskEndpoint.class);

    private final Supplier<DoorPolicy> policy;
    private final RequestDesk desk;
    private final BooleanSupplier listening;
    private final InstantSource clock;

    /**
     * @param listening whether a result that comes from now on will be seen
     */
    AskEndpoint(
            Supplier<DoorPolicy> policy,
            RequestDesk desk,
            BooleanSupplier listening,
            InstantSource clock) {
        this.policy = policy;
        this.desk = desk;
        this.listening = listening;
        this.clock = clock;
    }

    @Override
    public void answer(
            DoorPolicy.Authentication.Accepted caller,
            ServerRequest request,
            ServerResponse response) {
        // The body is out of reach before the wait begins: thousands wait at the same time.
        switch (begin(caller, request, response)) {
            case Step.Answer(DoorAnswer answer) -> Replies.send(response, answer);
            case Step.Wait(Submission.Accepted accepted, Instant until) ->
                    Replies.send(response, end(accepted, until, Replies.dialect(request)));
        }
    }

    private Step begin(
            DoorPolicy.Authentication.Accepted caller,
            ServerRequest request,
            ServerResponse response) {
        Dialect dialect = Replies.dialect(request);
        if (!listening.getAsBoolean()) {
            return refuse(dialect, ApiError.unavailable("The door is not ready yet.", "not_ready"));
        }
        DoorPolicy rules = policy.get();
        return switch (RequestBody.read(request, response, rules.bodyBytesMax())) {
            case RequestBody.TooLarge() -> refuse(dialect, ApiError.tooLarge(rules.bodyBytesMax()));
            case RequestBody.Whole whole ->
                    switch (rules.ask(
                            caller.entry(),
                            Replies.path(request),
                            name -> Replies.header(request, name),
                            whole.bytes(),
                            clock.instant())) {
                        case DoorPolicy.Decision.Refuse(ApiError error) -> refuse(dialect, error);
                        case DoorPolicy.Decision.Publish(OutgoingRequest asked, Instant until) ->
                                submit(asked.signedBy(caller.signingKey()), until, dialect);
                    };
        };
    }

    private Step submit(OutgoingRequest asked, Instant answerBy, Dialect dialect) {
        return switch (desk.submit(asked)) {
            case Submission.Accepted accepted -> new Step.Wait(accepted, answerBy);
            case Submission.Full() ->
                    refuse(
                            dialect,
                            ApiError.unavailable(
                                    "Too many requests wait at this door already.", "door_full"));
            case Submission.Closed() -> refuse(dialect, closing("The door is closing."));
            case Submission.Unacknowledged(String reason) -> {
                LOG.atWarn().addKeyValue("reason", reason).log("request not published");
                yield refuse(
                        dialect,
                        ApiError.unavailable(
                                "The request could not be published. It may have been accepted all"
                                        + " the same: repeat it with its Idempotency-Key.",
                                "not_published"));
            }
        };
    }

    private DoorAnswer end(Submission.Accepted accepted, Instant until, Dialect dialect) {
        String id = accepted.id().toString();
        return switch (desk.await(accepted.request(), until)) {
            case Reply.Arrived(var result) -> policy.get().answer(result, dialect, clock.instant());
            case Reply.Late() ->
                    ApiError.noResult("No result came in time for request " + id + ".")
                            .toAnswer(dialect)
                            .with("x-request-id", id);
            case Reply.Closed() ->
                    closing("The door closed before the result of request " + id + " came.")
                            .toAnswer(dialect)
                            .with("x-request-id", id);
        };
    }

    private static ApiError closing(String message) {
        return ApiError.unavailable(message, "door_closing");
    }

    private static Step refuse(Dialect dialect, ApiError error) {
        return new Step.Answer(error.toAnswer(dialect));
    }
}
