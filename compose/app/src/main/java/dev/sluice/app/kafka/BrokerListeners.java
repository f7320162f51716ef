package dev.sluice.app.kafka;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two listeners of the node, bound before Kafka starts. A node must know its ports when it is
 * configured, so it cannot ask for "any free port" itself; and a port that is chosen first and
 * bound later may be somebody else's by then.
 */
final class BrokerListeners implements ServerSocketFactory, AutoCloseable {

    static final String CLIENTS = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";

    private static final int BACKLOG = 128;

    private final String host;
    private final int clientPort;
    private final int controllerPort;
    private final Map<String, ServerSocketChannel> unclaimed = new ConcurrentHashMap<>();

    private BrokerListeners(
            String host, ServerSocketChannel clients, ServerSocketChannel controller) {
        this.host = host;
        this.clientPort = clients.socket().getLocalPort();
        this.controllerPort = controller.socket().getLocalPort();
        unclaimed.put(CLIENTS, clients);
        unclaimed.put(CONTROLLER, controller);
    }

    static BrokerListeners bind(EmbeddedKafkaConfig config) {
        ServerSocketChannel clients = open(config.host(), config.port());
        try {
            return new BrokerListeners(config.host(), clients, open(config.host(), 0));
        } catch (RuntimeException e) {
            closeQuietly(clients);
            throw e;
        }
    }

    String clientAddress() {
        return host + ":" + clientPort;
    }

    String controllerAddress() {
        return host + ":" + controllerPort;
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBufferBytes)
            throws IOException {
        ServerSocketChannel channel = unclaimed.remove(listener);
        if (channel == null) {
            throw new BindException("listener " + listener + " was opened twice");
        }
        return channel;
    }

    /** Closes those that Kafka has not taken; it closes the others itself. */
    @Override
    public void close() {
        unclaimed.values().forEach(BrokerListeners::closeQuietly);
    }

    private static ServerSocketChannel open(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            channel.configureBlocking(false);
            channel.bind(address, BACKLOG);
            return channel;
        } catch (IOException | java.nio.channels.UnresolvedAddressException e) {
            if (channel != null) {
                closeQuietly(channel);
            }
            throw new KafkaStartException(
                    "the embedded Kafka cannot listen on %s:%d (%s): stop what listens there, or choose another port (--kafka-port; 0 takes any free one)"
                            .formatted(host, port, e.getMessage()),
                    e);
        }
    }

    private static void closeQuietly(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing was accepted on it, so nothing is lost with it.
        }
    }
}
