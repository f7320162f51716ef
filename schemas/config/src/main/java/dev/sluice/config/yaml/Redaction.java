package dev.sluice.config.yaml;

import dev.sluice.config.SecretRef;
import dev.sluice.config.yaml.Tree.Entries;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A document as it may be written to a topic: written anew from its tree, with a mark for each
 * literal secret. Comments do not survive, since people keep old secrets in them; nor does the
 * layout, so that two documents which say the same are the same text.
 */
final class Redaction {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/+-]*");

    private final Set<String> literals;
    private final StringBuilder out = new StringBuilder();

    private Redaction(Set<String> literals) {
        this.literals = literals;
    }

    /** The text of a document without error; it parses to the same but for its literal secrets. */
    static String of(Entries document, List<LocatedSecret> secrets) {
        Set<String> literals =
                secrets.stream()
                        .filter(secret -> secret.secret() instanceof SecretRef.Literal)
                        .map(LocatedSecret::path)
                        .collect(Collectors.toSet());
        Redaction redaction = new Redaction(literals);
        redaction.entries(document, "");
        return redaction.out.toString();
    }

    private void entries(Entries entries, String indent) {
        entries.fields()
                .forEach((name, field) -> {
                    out.append(indent).append(scalar(name, Tree.Style.QUOTED)).append(':');
                    below(field.value(), indent);
                });
    }

    private void items(Tree.Items items, String indent) {
        for (Tree item : items.items()) {
            out.append(indent).append('-');
            below(item, indent);
        }
    }

    private void below(Tree tree, String indent) {
        switch (tree) {
            case Tree.Text text ->
                    out.append(' ')
                            .append(
                                    literals.contains(text.path())
                                            ? scalar(SecretForm.REMOVED, Tree.Style.QUOTED)
                                            : scalar(text.value(), text.style()))
                            .append('\n');
            case Entries entries when entries.fields().isEmpty() -> out.append(" {}\n");
            case Tree.Items items when items.items().isEmpty() -> out.append(" []\n");
            case Entries entries -> {
                out.append('\n');
                entries(entries, indent + "  ");
            }
            case Tree.Items items -> {
                out.append('\n');
                items(items, indent + "  ");
            }
        }
    }

    private static String scalar(String value, Tree.Style style) {
        if (PLAIN.matcher(value).matches()
                && (style == Tree.Style.PLAIN || !value.equals("null"))) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(c -> append(c, quoted));
        return quoted.append('"').toString();
    }

    private static void append(int c, StringBuilder quoted) {
        if (c == '"' || c == '\\') {
            quoted.append('\\').append((char) c);
        } else if (c >= ' ' && c <= '~') {
            quoted.append((char) c);
        } else {
            quoted.append("\\U%08x".formatted(c));
        }
    }
}
