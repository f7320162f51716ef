package dev.sluice.warehouse.connect;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Stands in for the environment ({@code ${env:…}} in a connector) with values that this process was
 * given: so the password is in memory alone, and Connect's REST interface shows the reference.
 */
public final class GivenValues implements ConfigProvider {

    /** Name that connectors call it by. */
    static final String NAME = "env";

    private Map<String, String> values = Map.of();

    /** As Connect makes it; {@link #configure} comes next. */
    public GivenValues() {}

    @Override
    public void configure(Map<String, ?> settings) {
        Map<String, String> given = new HashMap<>();
        settings.forEach((name, value) -> given.put(name, String.valueOf(value)));
        values = Map.copyOf(given);
    }

    @Override
    public ConfigData get(String path) {
        return new ConfigData(values);
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> found = new HashMap<>();
        for (String key : keys) {
            String value = values.get(key);
            if (value == null) {
                throw new ConfigException("nothing was given for ${env:" + key + "}");
            }
            found.put(key, value);
        }
        return new ConfigData(found);
    }

    @Override
    public void close() {
        values = Map.of();
    }
}
