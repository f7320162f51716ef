package dev.sluice.config;

/** Where a running part finds the configuration in force. Any thread. */
public interface ConfigSource {

    /** The newest that this process knows. Never blocks. */
    ActiveConfig current();

    /**
     * The same, for a record that was made under {@code version}: where this process has not read
     * that far yet, waits for it, at most a second and once for each version.
     */
    default ActiveConfig current(long version) {
        return current();
    }
}
