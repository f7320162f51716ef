package dev.sluice.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.spi.ProtocolConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A provider behind TLS that takes HTTP/2 and HTTP/1.1, or the latter alone, with a certificate
 * that only clients of this server trust.
 */
final class SecureServer implements AutoCloseable {

    private static final char[] PASSWORD = "password".toCharArray();

    final AtomicInteger http1 = new AtomicInteger();
    final AtomicInteger http2 = new AtomicInteger();
    private final SSLContext context;
    private final WebServer server;

    /**
     * @param answer to each request, which was counted
     */
    SecureServer(Path folder, List<ProtocolConfig> protocols, Handler answer)
            throws GeneralSecurityException, IOException, InterruptedException {
        this.context = context(folder.resolve("provider.p12"));
        this.server =
                WebServer.builder()
                        .address(InetAddress.getLoopbackAddress())
                        .port(0)
                        .shutdownHook(false)
                        .tls(Tls.builder().sslContext(context).build())
                        .protocolsDiscoverServices(false)
                        .protocols(protocols)
                        .routing(routing ->
                                routing.any((request, response) -> {
                                    count(request.prologue().protocolVersion());
                                    answer.handle(request, response);
                                }))
                        .build()
                        .start();
    }

    static List<ProtocolConfig> http2(long streamsMax) {
        return List.of(
                Http2Config.builder().maxConcurrentStreams(streamsMax).build(),
                Http1Config.create());
    }

    URI uri() {
        return URI.create("https://localhost:" + server.port() + "/v1/chat/completions");
    }

    /** What trusts this server. */
    HttpClient.Builder trusting() {
        return HttpClient.newBuilder().sslContext(context);
    }

    @Override
    public void close() {
        server.stop();
    }

    private void count(String version) {
        (version.startsWith("2") ? http2 : http1).incrementAndGet();
    }

    private static SSLContext context(Path keystore)
            throws GeneralSecurityException, IOException, InterruptedException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(made(keystore))) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("provider", store.getCertificate("provider"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** A key with a certificate of its own; the JDK makes them with its tool only. */
    private static Path made(Path keystore) throws IOException, InterruptedException {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "provider",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                keystore.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        return keystore;
    }
}
