package dev.sluice.worker.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Answers of a provider that lies, byte for byte; {@code ~} stands for a line's end. */
final class Lies {

    static final String GOOD =
            "{\"id\":\"c-1\",\"model\":\"m-1\",\"choices\":[{\"message\":{\"content\":\"hi\"}}],"
                    + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}";

    /** What is larger than a test's answers may be. */
    static final int BYTES_MAX = 20_000;

    private Lies() {}

    /** With the length that it has. */
    static byte[] whole(String status, String headers, String body) {
        return raw(
                "HTTP/1.1 "
                        + status
                        + "~"
                        + headers
                        + "Content-Length: "
                        + body.getBytes(UTF_8).length
                        + "~~",
                body.getBytes(UTF_8));
    }

    static byte[] ok(String body) {
        return whole("200 OK", "", body);
    }

    static byte[] raw(String head, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.replace("~", "\r\n").getBytes(ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    static byte[] raw(String text) {
        return raw(text, new byte[0]);
    }

    static byte[] chunked(String chunks) {
        return raw("HTTP/1.1 200 OK~Transfer-Encoding: chunked~~" + chunks);
    }

    static byte[] zipped(String encoding, byte[] body) {
        return raw(
                "HTTP/1.1 200 OK~Content-Encoding: "
                        + encoding
                        + "~Content-Length: "
                        + body.length
                        + "~~",
                body);
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String usage(String usage) {
        return GOOD.replace("{\"prompt_tokens\":3,\"completion_tokens\":4}", usage);
    }

    private static String hex(String text) {
        return Integer.toHexString(text.length()) + "~" + text + "~";
    }

    /** A connection is closed after one whose name ends with {@code , then closes}. */
    static byte[] named(String name) {
        return Stream.of(good(), bodies(), lengths(), statuses(), heads())
                .flatMap(lies -> Optional.ofNullable(lies.get(name)).stream())
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no lie " + name));
    }

    /** What looks odd and is none. */
    private static Map<String, byte[]> good() {
        return Map.ofEntries(
                Map.entry("good", ok(GOOD)),
                Map.entry("good in chunks", chunked(hex(GOOD) + "0~~")),
                Map.entry("good to the end, then closes", raw("HTTP/1.1 200 OK~~" + GOOD)),
                Map.entry("good of HTTP/1.0, then closes", raw("HTTP/1.0 200 OK~~" + GOOD)),
                Map.entry(
                        "good after hints",
                        raw(
                                "HTTP/1.1 100 Continue~~HTTP/1.1 103 Early Hints~Link: </x>~~",
                                ok(GOOD))),
                Map.entry("gzip", zipped("gzip", gzip(GOOD))));
    }

    /** What is no answer, or not as it says. */
    private static Map<String, byte[]> bodies() {
        return Map.ofEntries(
                Map.entry("no usage", ok("{\"choices\":[]}")),
                Map.entry(
                        "usage below nothing",
                        ok(usage("{\"prompt_tokens\":-3,\"completion_tokens\":4}"))),
                Map.entry(
                        "usage beyond counting",
                        ok(usage("{\"prompt_tokens\":1e40,\"completion_tokens\":4}"))),
                Map.entry("usage in words", ok(usage("\"few\""))),
                Map.entry("gzip of too much", zipped("gzip", gzip(" ".repeat(BYTES_MAX + 1)))),
                Map.entry("gzip that is none", zipped("gzip", GOOD.getBytes(UTF_8))),
                Map.entry("brotli", zipped("br", new byte[] {(byte) 0x8b, 3, (byte) 0x80, 1})),
                Map.entry(
                        "error in a 200",
                        ok("{\"error\":{\"type\":\"server_error\",\"message\":\"boom\"}}")),
                Map.entry(
                        "rate limit in a 200",
                        ok("{\"error\":{\"type\":\"x\",\"message\":\"Rate limit reached\"}}")),
                Map.entry("html", ok("<html><body>Rate limit, please wait</body></html>")),
                Map.entry("html of a gateway", whole("502 Bad", "", "<html>invalid key</html>")),
                Map.entry("empty", ok("")),
                Map.entry("text", ok("OK")));
    }

    /** What is longer or shorter than it says. */
    private static Map<String, byte[]> lengths() {
        return Map.ofEntries(
                Map.entry("half a chunk, then closes", chunked("ff~" + GOOD.substring(0, 40))),
                Map.entry("no last chunk, then closes", chunked(hex(GOOD))),
                Map.entry("a chunk of no length, then closes", chunked("zz~" + GOOD)),
                Map.entry(
                        "longer said than it is, then closes",
                        raw("HTTP/1.1 200 OK~Content-Length: 9999~~" + GOOD)),
                Map.entry(
                        "shorter said than it is",
                        raw("HTTP/1.1 200 OK~Content-Length: 20~~" + GOOD)),
                Map.entry(
                        "another answer behind it",
                        raw(
                                "HTTP/1.1 200 OK~Content-Length: 2~~{}",
                                ok(GOOD.replace("hi", "smuggled")))),
                Map.entry(
                        "a length that is none, then closes",
                        raw("HTTP/1.1 200 OK~Content-Length: -7~~" + GOOD)),
                Map.entry(
                        "two lengths, then closes",
                        raw("HTTP/1.1 200 OK~Content-Length: 9~Content-Length: 40~~" + GOOD)),
                Map.entry("too large", ok("{\"a\":\"" + "x".repeat(BYTES_MAX) + "\"}")),
                Map.entry(
                        "no utf-8",
                        raw(
                                "HTTP/1.1 200 OK~Content-Length: 9~~",
                                new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xe4, '"', '}'})),
                Map.entry(
                        "no utf-8 in what is not looked at",
                        raw(
                                "HTTP/1.1 200 OK~Content-Length: 17~~",
                                "{\"choices\":[\"\u00e4\"]}".getBytes(ISO_8859_1))));
    }

    /** What is not said with a 200. */
    private static Map<String, byte[]> statuses() {
        return Map.ofEntries(
                Map.entry("no content", raw("HTTP/1.1 204 No Content~~")),
                Map.entry("switching, then closes", raw("HTTP/1.1 101 S~Upgrade: x~~")),
                Map.entry(
                        "redirect",
                        whole("307 X", "Location: http://127.0.0.1:9/v1/elsewhere~", "")),
                Map.entry("not modified", raw("HTTP/1.1 304 Not Modified~~")));
    }

    /** What is no head of an answer. */
    private static Map<String, byte[]> heads() {
        return Map.ofEntries(
                Map.entry("no http, then closes", raw("220 smtp.example ready~")),
                Map.entry("a status that is none", whole("999 X", "", GOOD)),
                Map.entry("a status of letters, then closes", raw("HTTP/1.1 abc~~" + GOOD)),
                Map.entry("nothing, then closes", raw("")),
                Map.entry("half a head, then closes", raw("HTTP/1.1 200 OK~Content-Le")),
                Map.entry(
                        "a header without a name, then closes",
                        raw("HTTP/1.1 200 OK~: x~no colon~~" + GOOD)),
                Map.entry(
                        "headers without end, then closes",
                        raw("HTTP/1.1 200 OK~" + ("X-A: " + "y".repeat(1_000) + "~").repeat(500))));
    }
}
