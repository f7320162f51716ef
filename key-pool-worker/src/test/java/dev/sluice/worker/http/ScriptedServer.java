package dev.sluice.worker.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that reads requests and does with the socket what a test says. */
final class ScriptedServer implements AutoCloseable {

    /** What to do after a request was read whole. */
    interface Script {
        void play(Socket socket) throws IOException;
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final ServerSocket server;
    private final List<Script> scripts;

    private ScriptedServer(List<Script> scripts) throws IOException {
        this.scripts = List.copyOf(scripts);
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Does this once for each connection, and closes it. */
    static ScriptedServer of(Script script) throws IOException {
        return inTurn(socket -> {
            script.play(socket);
            socket.close();
        });
    }

    /** Each request gets the next of these, and the last for ever; connections stay open. */
    static ScriptedServer inTurn(Script... scripts) throws IOException {
        return new ScriptedServer(List.of(scripts));
    }

    /** Writes these bytes and nothing else. */
    static Script writing(byte[] response) {
        return socket -> {
            socket.getOutputStream().write(response);
            socket.getOutputStream().flush();
        };
    }

    /** Answers with these bytes and closes. */
    static ScriptedServer answering(String response) throws IOException {
        return of(writing(response.getBytes(US_ASCII)));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1/chat/completions");
    }

    /** As they came, head and body. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (!socket.isClosed()) {
                String request = read(socket.getInputStream());
                if (request.isEmpty()) {
                    return;
                }
                requests.add(request);
                scripts.get(Math.min(next.getAndIncrement(), scripts.size() - 1)).play(socket);
            }
        } catch (SocketException e) {
            // The client has had enough.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return head.toString(US_ASCII);
            }
            head.write(next);
        }
        String text = head.toString(US_ASCII);
        int length =
                text.lines()
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                        .map(line -> Integer.parseInt(line.substring(15).strip()))
                        .findFirst()
                        .orElse(0);
        return text + new String(in.readNBytes(length), US_ASCII);
    }
}
