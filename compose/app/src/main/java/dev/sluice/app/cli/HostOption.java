package dev.sluice.app.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import picocli.CommandLine.Option;

/** On which address of this machine a command listens. */
final class HostOption {

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on (default: ${DEFAULT-VALUE}, this machine only; 0.0.0.0: all).")
    InetAddress host = InetAddress.getLoopbackAddress();

    InetSocketAddress port(int port) {
        return new InetSocketAddress(host, port);
    }
}
