package dev.sluice.app.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who gives an order, as far as the machine knows. */
final class Person {

    private Person() {}

    /** User and host, such as {@code ada@build-7}. */
    static String here() {
        return System.getProperty("user.name", "unknown") + "@" + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
