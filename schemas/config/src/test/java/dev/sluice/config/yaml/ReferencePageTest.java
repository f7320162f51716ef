package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.yaml.Shape.Fields;
import dev.sluice.config.yaml.Shape.Named;
import dev.sluice.config.yaml.Shape.Presence;
import dev.sluice.config.yaml.Shape.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/reference/configuration.md and the list of known keys say the same. */
final class ReferencePageTest {

    /** A row of the page, without its last column. */
    private record Row(String key, String type, String standard, String bounds) {}

    @Test
    void everyKnownKeyHasItsRowAndEveryRowItsKey() {
        List<Row> known = new ArrayList<>();
        rows("", KnownKeys.DOCUMENT, known);
        rows("limits[].", KnownKeys.LIMIT, known);
        assertThat(rowsOfPage()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void firstExampleUsesEveryKey() {
        Set<String> used = new TreeSet<>();
        Tree example = TreeReader.read(Documents.fullExample(), new Findings()).orElseThrow();
        keys("", example, KnownKeys.DOCUMENT, used);
        List<Row> known = new ArrayList<>();
        rows("", KnownKeys.DOCUMENT, known);
        rows("limits[].", KnownKeys.LIMIT, known);
        assertThat(used).containsAll(known.stream().map(Row::key).toList());
    }

    @Test
    void firstExampleIsValidWithoutWarning() {
        assertThat(Documents.valid(Documents.fullExample()).warnings()).isEmpty();
    }

    @Test
    void errorsOfThePageAreThoseOfTheParser() {
        String wrong =
                Documents.sample()
                        .replace("weight: 2", "weight: 0")
                        .replace("provider: sim", "provider: sin");
        assertThat(ConfigParser.parse(wrong, "sluice.yaml"))
                .isInstanceOfSatisfying(
                        ParsedConfig.Invalid.class,
                        invalid ->
                                assertThat(Documents.referencePage().lines().toList())
                                        .containsAll(invalid.report().lines().toList()));
    }

    @Test
    void defaultsAreWithinTheirBounds() {
        List<Shape.Key> keys = new ArrayList<>();
        collect(KnownKeys.DOCUMENT, keys);
        assertThat(keys)
                .filteredOn(key -> key.presence() instanceof Presence.Default)
                .isNotEmpty()
                .allSatisfy(key ->
                        assertThat(((Scalar) key.shape()).fault(standard(key)))
                                .as(key.name())
                                .isEmpty());
    }

    private static void rows(String prefix, Fields fields, List<Row> into) {
        for (Shape.Key key : fields.keys()) {
            String path = prefix + key.name();
            into.add(new Row(path, key.shape().type(), standard(key), bounds(key.shape())));
            switch (key.shape()) {
                case Fields below -> rows(path + ".", below, into);
                case Named named -> rows(path + ".{id}.", named.element(), into);
                case Sequence(_, Fields element) when !element.equals(KnownKeys.LIMIT) ->
                        rows(path + "[].", element, into);
                case Sequence _, Scalar _ -> {}
            }
        }
    }

    private static void keys(String prefix, Tree tree, Fields fields, Set<String> into) {
        for (Shape.Key key : fields.keys()) {
            if (tree instanceof Tree.Entries entries && entries.find(key.name()).isPresent()) {
                String path = prefix + key.name();
                into.add(path);
                Tree value = entries.find(key.name()).orElseThrow();
                switch (key.shape()) {
                    case Fields below -> keys(path + ".", value, below, into);
                    case Named named ->
                            ((Tree.Entries) value)
                                    .maps()
                                    .values()
                                    .forEach(one ->
                                            keys(path + ".{id}.", one, named.element(), into));
                    case Sequence(_, Fields element) -> {
                        String below = element.equals(KnownKeys.LIMIT) ? "limits[]." : path + "[].";
                        ((Tree.Items) value)
                                .items()
                                .forEach(item -> keys(below, item, element, into));
                    }
                    case Sequence _, Scalar _ -> {}
                }
            }
        }
    }

    private static void collect(Shape shape, List<Shape.Key> into) {
        switch (shape) {
            case Fields fields ->
                    fields.keys()
                            .forEach(key -> {
                                into.add(key);
                                collect(key.shape(), into);
                            });
            case Named named -> collect(named.element(), into);
            case Sequence sequence -> collect(sequence.element(), into);
            case Scalar _ -> {}
        }
    }

    private static String standard(Shape.Key key) {
        return switch (key.presence()) {
            case Presence.Required _ -> "required";
            case Presence.MayBeLeftOut _ -> "–";
            case Presence.Default(String text) -> text;
        };
    }

    private static String bounds(Shape shape) {
        return switch (shape) {
            case Scalar scalar -> scalar.bounds();
            case Named named ->
                    atLeast(named.sizeMin(), ", ") + "names of " + named.rule().bounds();
            case Sequence sequence -> atLeast(sequence.sizeMin(), "");
            case Fields _ -> "";
        };
    }

    private static String atLeast(int size, String then) {
        return size == 0 ? "" : "at least " + size + then;
    }

    private static List<Row> rowsOfPage() {
        return Documents.referencePage()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replace("\\|", "/").split("\\|"))
                .map(cells -> Arrays.stream(cells).map(String::strip).toList())
                .map(cells ->
                        new Row(
                                cells.get(1).replace("`", ""),
                                cells.get(2),
                                cells.get(3),
                                cells.get(4)))
                .toList();
    }
}
