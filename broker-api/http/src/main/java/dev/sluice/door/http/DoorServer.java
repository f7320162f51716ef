package dev.sluice.door.http;

import dev.sluice.door.ApiError;
import dev.sluice.door.Dialect;
import dev.sluice.door.DoorAnswer;
import dev.sluice.schemas.url.GenerateContentUrl;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server with its paths. Whatever goes wrong is answered in the error shape of the path's
 * dialect.
 */
final class DoorServer {

    private static final Logger LOG = LoggerFactory.getLogger(DoorServer.class);

    /** For answers that are being written when the server stops. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(2);

    /** Counted from the start of its newest request: longer than the default deadline. */
    private static final Duration IDLE_MAX = Duration.ofMinutes(15);

    private static final int BACKLOG = 1024;
    private static final int CONNECTIONS_MAX = 20_000;

    /** Paths that ask for an answer, beside those with a model in them. */
    private static final List<String> ASKED =
            List.of(
                    "/v1/chat/completions",
                    "/v1/completions",
                    "/v1/responses",
                    "/v1/embeddings",
                    "/v1/messages");

    private DoorServer() {}

    /**
     * @param at its port 0: any free one
     */
    static WebServer start(
            InetSocketAddress at,
            Handler ask,
            Handler models,
            Handler cancel,
            HealthEndpoints health) {
        return WebServer.builder()
                .address(at.getAddress())
                .port(at.getPort())
                .backlog(BACKLOG)
                .maxTcpConnections(CONNECTIONS_MAX)
                .idleConnectionTimeout(IDLE_MAX)
                .shutdownHook(false)
                .shutdownGracePeriod(STOP_GRACE)
                .directHandlers(directHandlers())
                .routing(routing -> paths(routing, ask, models, cancel, health))
                .build()
                .start();
    }

    private static void paths(
            HttpRouting.Builder routing,
            Handler ask,
            Handler models,
            Handler cancel,
            HealthEndpoints health) {
        for (String path : ASKED) {
            routing.post(path, ask).any(path, (request, reply) -> refuse(request, reply, "POST"));
        }
        routing.any(GenerateContentUrl.PREFIX + "*", generateContent(ask))
                .get("/v1/models", models)
                .any("/v1/models", (request, reply) -> refuse(request, reply, "GET"))
                .post(CancelEndpoint.PATH, cancel)
                .any(CancelEndpoint.PATH, (request, reply) -> refuse(request, reply, "POST"))
                .register(health)
                .any(DoorServer::unknown)
                .error(Throwable.class, DoorServer::failed);
    }

    /** A path with a model in it, of which there are as many as names. */
    private static Handler generateContent(Handler ask) {
        return (request, response) -> {
            String path = Replies.path(request);
            if (GenerateContentUrl.parse(path).isEmpty() && !GenerateContentUrl.isStreaming(path)) {
                unknown(request, response);
            } else if (request.prologue().method().equals(Method.POST)) {
                ask.handle(request, response);
            } else {
                refuse(request, response, "POST");
            }
        };
    }

    private static void refuse(ServerRequest request, ServerResponse response, String allowed) {
        ApiError error =
                ApiError.wrongMethod(
                        request.prologue().method().text(), request.path().absolute().path());
        Replies.send(response, error.toAnswer(Replies.dialect(request)).with("allow", allowed));
    }

    private static void unknown(ServerRequest request, ServerResponse response) {
        Replies.send(
                request,
                response,
                ApiError.unknownPath(
                        request.prologue().method().text(), request.path().absolute().path()));
    }

    private static void failed(ServerRequest request, ServerResponse response, Throwable cause) {
        if (cause instanceof HttpException http && http.status().code() < 500) {
            Replies.send(
                    request,
                    response,
                    ApiError.protocol(http.status().code(), String.valueOf(http.getMessage())));
            return;
        }
        LOG.atError().setCause(cause).log("request failed in the door");
        Replies.send(request, response, ApiError.internal());
    }

    private static DirectHandlers directHandlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, DoorServer::direct);
        }
        return handlers.build();
    }

    /** What never became a request: a bad request line, too large headers. */
    private static DirectHandler.TransportResponse direct(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        DoorAnswer answer =
                ApiError.protocol(status.code(), status.reasonPhrase())
                        .toAnswer(Dialect.of(request.path()));
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Replies.JSON)
                .keepAlive(type.keepAlive())
                .entity(answer.bytes())
                .build();
    }
}
