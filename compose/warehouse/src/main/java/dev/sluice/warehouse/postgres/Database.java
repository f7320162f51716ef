package dev.sluice.warehouse.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the warehouse is and how to get in. Any thread.
 *
 * @param url as {@code jdbc:postgresql://host:port/database}
 * @param password never printed; empty where the database wants none
 */
public record Database(String url, String user, Optional<String> password) {

    /**
     * Hosts, as many as there are, and the database; the driver's defaults where they are left out.
     */
    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql:(?://([^/?]*)/)?([^?]*)(?:\\?.*)?");

    private static final String PORT = "5432";

    /** A busy host takes its time, above all for the password. */
    private static final String CONNECT_SECONDS = "10";

    private static final String LOGIN_SECONDS = "20";
    private static final int VALID_SECONDS = 10;

    public Database {
        if (!URL.matcher(url).matches()) {
            throw new WarehouseException(
                    "%s is not the JDBC URL of a PostgreSQL, such as jdbc:postgresql://db.example:5432/warehouse"
                            .formatted(withoutSecrets(url)));
        }
    }

    /**
     * @throws WarehouseAwayException where it cannot be reached now
     * @throws WarehouseException where it does not let us in
     */
    public Connection connect() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        password.ifPresent(secret -> properties.setProperty("password", secret));
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", LOGIN_SECONDS);
        properties.setProperty("ApplicationName", "sluice-warehouse");
        try {
            return DriverManager.getConnection(url, properties);
        } catch (SQLException e) {
            if (WarehouseAwayException.isAway(e)) {
                throw new WarehouseAwayException(
                        "the warehouse at %s does not answer: %s"
                                .formatted(address(), firstLine(e)),
                        e);
            }
            throw new WarehouseException(
                    "the warehouse at %s does not let %s in: %s"
                            .formatted(address(), user, firstLine(e)),
                    e);
        }
    }

    /** Asks it something: why it does not answer, empty where it does. May take seconds. */
    public Optional<String> whyAway() {
        try (Connection connection = connect()) {
            return connection.isValid(VALID_SECONDS)
                    ? Optional.empty()
                    : Optional.of("the warehouse at %s is too slow".formatted(address()));
        } catch (WarehouseAwayException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            return Optional.of("the warehouse at %s: %s".formatted(address(), firstLine(e)));
        }
    }

    /** Host, port and database, for people. */
    public String address() {
        return "%s/%s".formatted(hosts(), name());
    }

    /** What {@code psql} takes as its argument, without the password. */
    public String conninfo() {
        String host = hosts().split(",", 2)[0];
        int colon = host.lastIndexOf(':');
        return "host=%s port=%s dbname=%s user=%s"
                .formatted(
                        colon < 0 ? host : host.substring(0, colon),
                        colon < 0 ? PORT : host.substring(colon + 1),
                        name(),
                        user);
    }

    @Override
    public String toString() {
        return user + "@" + address();
    }

    private String hosts() {
        String hosts = parsed().group(1);
        return hosts == null || hosts.isEmpty() ? "localhost" : hosts;
    }

    private String name() {
        String name = parsed().group(2);
        return name.isEmpty() ? user : name;
    }

    private Matcher parsed() {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalStateException("checked when it was made");
        }
        return matcher;
    }

    static String firstLine(SQLException e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        return first.replaceFirst("\\.$", "");
    }

    private static String withoutSecrets(String url) {
        return url.replaceAll("(?i)(password=)[^&]*", "$1…").replaceAll("//[^/@]*@", "//…@");
    }
}
