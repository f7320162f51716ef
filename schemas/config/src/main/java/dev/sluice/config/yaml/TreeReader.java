package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Tree.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** YAML text to a tree. Nothing is constructed from tags, and no text is substituted. */
final class TreeReader {

    private static final int CHARACTERS_MAX = 8 * 1024 * 1024;

    /** Aliases can blow a small text up to any size. */
    private static final int VALUES_MAX = 1_000_000;

    private static final int DEPTH_MAX = 32;
    private static final String STANDARD_TAGS = "tag:yaml.org,2002:";

    private final Findings findings;
    private int values;

    private TreeReader(Findings findings) {
        this.findings = findings;
    }

    /** Empty where the text is no YAML document with a map; {@code findings} then say why. */
    static Optional<Tree.Entries> read(String text, Findings findings) {
        try {
            Optional<Node> root = new Compose(settings()).composeString(text);
            if (root.isEmpty()) {
                findings.add("", Position.START, "the document is empty");
                return Optional.empty();
            }
            return new TreeReader(findings).top(root.get());
        } catch (YamlEngineException e) {
            findings.add("", position(e, text), "not YAML: " + problem(e));
        } catch (TooLargeException e) {
            findings.add("", e.at, e.problem);
        }
        return Optional.empty();
    }

    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setCodePointLimit(CHARACTERS_MAX)
                .setMaxAliasesForCollections(VALUES_MAX)
                .build();
    }

    private Optional<Tree.Entries> top(Node node) {
        Tree tree = tree("", node, 0);
        if (tree instanceof Tree.Entries entries) {
            return Optional.of(entries);
        }
        findings.add(tree, "the document must be a map of sections, not " + tree.kind());
        return Optional.empty();
    }

    private Tree tree(String path, Node node, int depth) {
        Position at = position(node.getStartMark());
        if (depth > DEPTH_MAX) {
            throw new TooLargeException(at, "nested deeper than " + DEPTH_MAX + " levels");
        }
        if (++values > VALUES_MAX) {
            throw new TooLargeException(at, "more than " + VALUES_MAX + " values");
        }
        if (!node.getTag().getValue().startsWith(STANDARD_TAGS)) {
            findings.add(path, at, "tags are not read here: remove " + node.getTag().getValue());
        }
        return switch (node) {
            case ScalarNode scalar -> text(path, at, scalar);
            case SequenceNode sequence -> items(path, at, sequence, depth);
            case MappingNode mapping -> entries(path, at, mapping, depth);
            default -> throw new IllegalStateException("a node of no known kind");
        };
    }

    private static Tree text(String path, Position at, ScalarNode scalar) {
        Tree.Style style =
                scalar.getScalarStyle() == ScalarStyle.PLAIN ? Tree.Style.PLAIN : Tree.Style.QUOTED;
        return new Tree.Text(path, at, scalar.getValue(), style);
    }

    private Tree items(String path, Position at, SequenceNode sequence, int depth) {
        List<Tree> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(tree(path + "[" + items.size() + "]", item, depth + 1));
        }
        return new Tree.Items(path, at, items);
    }

    private Tree entries(String path, Position at, MappingNode mapping, int depth) {
        SequencedMap<String, Field> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Position keyAt = position(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                findings.add(path, keyAt, "a key must be a single word, not a list or a map");
                continue;
            }
            String childPath = Tree.child(path, key.getValue());
            Field former = fields.get(key.getValue());
            if (former == null) {
                Tree value = tree(childPath, tuple.getValueNode(), depth + 1);
                fields.put(key.getValue(), new Field(keyAt, value));
            } else {
                findings.add(
                        childPath, keyAt, "stands here twice, first in line " + former.at().line());
            }
        }
        return new Tree.Entries(path, at, fields);
    }

    private static Position position(Optional<Mark> mark) {
        return mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1))
                .orElse(Position.START);
    }

    private static Position position(YamlEngineException e, String text) {
        return switch (e) {
            case MarkedYamlEngineException marked -> position(marked.getProblemMark());
            case ReaderException reader -> positionOf(reader.getPosition(), text);
            default -> Position.START;
        };
    }

    private static Position positionOf(int index, String text) {
        String before = text.substring(0, Math.clamp(index, 0, text.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Position(line, before.length() - before.lastIndexOf('\n'));
    }

    // The whole message would show a part of the text, which may be a secret.
    private static String problem(YamlEngineException e) {
        return switch (e) {
            case MarkedYamlEngineException marked ->
                    marked.getContext() == null
                            ? marked.getProblem()
                            : marked.getContext() + ", " + marked.getProblem();
            case ReaderException _ -> "a character that YAML does not allow";
            default -> String.valueOf(e.getMessage());
        };
    }

    private static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Position at;
        private final String problem;

        TooLargeException(Position at, String problem) {
            super(problem);
            this.at = at;
            this.problem = problem;
        }
    }
}
