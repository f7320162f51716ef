package dev.sluice.door.http;

import dev.sluice.door.ApiError;
import dev.sluice.door.DoorAnswer;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server with its paths. Whatever goes wrong is answered in OpenAI's error shape. */
final class DoorServer {

    private static final Logger LOG = LoggerFactory.getLogger(DoorServer.class);

    /** For answers that are being written when the server stops. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(2);

    /** Counted from the start of its newest request: longer than the default deadline. */
    private static final Duration IDLE_MAX = Duration.ofMinutes(15);

    private static final int BACKLOG = 1024;
    private static final int CONNECTIONS_MAX = 20_000;

    private DoorServer() {}

    /**
     * @param at its port 0: any free one
     */
    static WebServer start(
            InetSocketAddress at,
            Handler chat,
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
                .routing(routing -> paths(routing, chat, models, cancel, health))
                .build()
                .start();
    }

    private static void paths(
            HttpRouting.Builder routing,
            Handler chat,
            Handler models,
            Handler cancel,
            HealthEndpoints health) {
        routing.post("/v1/chat/completions", chat)
                .any("/v1/chat/completions", (request, reply) -> refuse(request, reply, "POST"))
                .get("/v1/models", models)
                .any("/v1/models", (request, reply) -> refuse(request, reply, "GET"))
                .post(CancelEndpoint.PATH, cancel)
                .any(CancelEndpoint.PATH, (request, reply) -> refuse(request, reply, "POST"))
                .register(health)
                .any(DoorServer::unknown)
                .error(Throwable.class, DoorServer::failed);
    }

    private static void refuse(ServerRequest request, ServerResponse response, String allowed) {
        ApiError error =
                ApiError.wrongMethod(
                        request.prologue().method().text(), request.path().absolute().path());
        Replies.send(response, error.toAnswer().with("allow", allowed));
    }

    private static void unknown(ServerRequest request, ServerResponse response) {
        Replies.send(
                response,
                ApiError.unknownPath(
                        request.prologue().method().text(), request.path().absolute().path()));
    }

    private static void failed(ServerRequest request, ServerResponse response, Throwable cause) {
        if (cause instanceof HttpException http && http.status().code() < 500) {
            Replies.send(
                    response,
                    ApiError.protocol(http.status().code(), String.valueOf(http.getMessage())));
            return;
        }
        LOG.atError().setCause(cause).log("request failed in the door");
        Replies.send(response, ApiError.internal());
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
        DoorAnswer answer = ApiError.protocol(status.code(), status.reasonPhrase()).toAnswer();
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Replies.JSON)
                .keepAlive(type.keepAlive())
                .entity(answer.bytes())
                .build();
    }
}
