package dev.sluice.config.yaml;

import dev.sluice.config.KeySecret;
import dev.sluice.config.yaml.Tree.Entries;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The secrets of each virtual key: in one of their two forms, few, each once, and able to sign
 * where the Kafka door asks for signatures.
 */
final class KeySecretsCheck {

    private final Findings findings;
    private final boolean signed;

    private KeySecretsCheck(Findings findings, boolean signed) {
        this.findings = findings;
        this.signed = signed;
    }

    static void check(Document document, Findings findings) {
        boolean signed =
                document.root()
                        .entries("kafka_door")
                        .flatMap(door -> door.text("auth"))
                        .filter(auth -> auth.value().equals("signed"))
                        .isPresent();
        if (signed) {
            document.root().entries("kafka_door").ifPresent(door -> checkRoot(door, findings));
        }
        KeySecretsCheck check = new KeySecretsCheck(findings, signed);
        document.virtualKeys().forEach(check::key);
    }

    private static void checkRoot(Entries door, Findings findings) {
        String path = Tree.child(door.path(), "signing_root");
        if (door.find("signing_root").isEmpty() && !findings.isMisspelt(path)) {
            findings.add(
                    path,
                    door.at(),
                    "is missing: `auth: signed` needs what signing keys are wrapped under");
        }
    }

    private void key(Entries key) {
        boolean one = key.find("secret_sha256").isPresent();
        boolean several = key.find("secrets").isPresent();
        String path = Tree.child(key.path(), "secret_sha256");
        if (one && several) {
            key.find("secrets")
                    .ifPresent(list ->
                            findings.add(
                                    list,
                                    "stands beside secret_sha256: put that one into this list,"
                                            + " as sha256"));
        } else if (several) {
            list(key);
        } else if (one) {
            signing(key);
        } else if (!findings.isMisspelt(path)
                && !findings.isMisspelt(Tree.child(key.path(), "secrets"))) {
            findings.add(path, key.at(), "is missing");
        }
    }

    private void list(Entries key) {
        key.find("signing_key")
                .ifPresent(outside ->
                        findings.add(
                                outside,
                                "belongs to one of the secrets: write it beside its sha256"));
        List<Tree> secrets = key.items("secrets");
        if (secrets.size() > KeySecret.MAX) {
            findings.add(secrets.getLast(), "a key has at most " + KeySecret.MAX + " secrets");
        }
        Set<String> seen = new HashSet<>();
        for (Tree item : secrets) {
            if (item instanceof Entries secret) {
                secret.text("sha256")
                        .filter(findings::clean)
                        .filter(sha256 -> !seen.add(sha256.value()))
                        .ifPresent(again ->
                                findings.add(again, "is the sha256 of another secret of this key"));
                signing(secret);
            }
        }
    }

    private void signing(Entries secret) {
        String path = Tree.child(secret.path(), "signing_key");
        if (signed && secret.find("signing_key").isEmpty() && !findings.isMisspelt(path)) {
            findings.add(
                    path,
                    secret.at(),
                    "is missing: kafka_door.auth is signed; `sluice virtual-key` makes it");
        }
    }
}
