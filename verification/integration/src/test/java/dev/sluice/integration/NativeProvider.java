package dev.sluice.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A host that answers at the paths of OpenAI, Anthropic and Gemini in the words of each. */
final class NativeProvider implements AutoCloseable {

    /** What came. */
    record Call(String path, Map<String, List<String>> headers, String body) {}

    /** Answers by the end of the path. */
    private static final Map<String, String> ANSWERS =
            Map.of(
                    "/responses",
                    """
                    {"id":"resp_1","object":"response","model":"gpt-x","status":"completed","error":null,"output":[],
                     "usage":{"input_tokens":20,"output_tokens":9,"input_tokens_details":{"cached_tokens":4},
                       "output_tokens_details":{"reasoning_tokens":3}}}
                    """,
                    "/embeddings",
                    """
                    {"object":"list","model":"gpt-x","data":[{"object":"embedding","index":0,"embedding":[0.25,-1.50]}],
                     "usage":{"prompt_tokens":8,"total_tokens":8}}
                    """,
                    "/messages",
                    """
                    {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","stop_reason":"end_turn",
                     "content":[{"type":"text","text":"hi"}],
                     "usage":{"input_tokens":10,"cache_read_input_tokens":4,"cache_creation_input_tokens":2,"output_tokens":7}}
                    """,
                    ":generateContent",
                    """
                    {"responseId":"r1","modelVersion":"gemini-x",
                     "candidates":[{"content":{"role":"model","parts":[{"text":"hi"}]},"finishReason":"STOP"}],
                     "usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":2,"thoughtsTokenCount":3,"cachedContentTokenCount":4}}
                    """);

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    NativeProvider() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static String answerAt(String path) {
        return ANSWERS.entrySet().stream()
                .filter(each -> path.endsWith(each.getKey()))
                .findAny()
                .map(Map.Entry::getValue)
                .orElse("{\"error\":{\"message\":\"no such path\"}}");
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** In the order in which they came, without knocks. */
    List<Call> calls() {
        return calls;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            byte[] answer = answerAt(path).getBytes(UTF_8);
            if (exchange.getRequestMethod().equals("POST")) {
                calls.add(new Call(path, Map.copyOf(exchange.getRequestHeaders()), body));
            }
            boolean knock = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, knock ? -1 : answer.length);
            if (!knock) {
                exchange.getResponseBody().write(answer);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
