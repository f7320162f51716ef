package dev.sluice.config;

/**
 * Where a secret is to be found. Only the role that uses it resolves it, so that no other can leak
 * it.
 */
public sealed interface SecretRef {

    /** {@code ${env:NAME}}: an environment variable. */
    record Env(String name) implements SecretRef {}

    /** {@code ${file:path:key}}: a property in a file. */
    record File(String path, String key) implements SecretRef {}

    /** Written out in the configuration: for trying out only. Its text never shows. */
    record Literal(String value) implements SecretRef {
        @Override
        public String toString() {
            return "Literal[not shown]";
        }
    }

    /**
     * {@code ${removed:literal}}: what stands for a literal in a document that was written to a
     * topic. Nobody can resolve it; a role needs the file that the document was made from.
     */
    record Removed() implements SecretRef {}
}
