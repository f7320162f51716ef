package dev.sluice.config.yaml;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Names that stand for another entry. */
final class Reference {

    private Reference() {}

    /** A name that no entry has is told, with the nearest that one has. */
    static void check(Findings findings, Tree.Text name, Set<String> declared, String what) {
        if (findings.clean(name) && !declared.contains(name.value())) {
            findings.add(
                    name,
                    "there is no "
                            + what
                            + " "
                            + Quoted.of(name.value())
                            + NearestName.hint(name.value(), declared));
        }
    }

    /** Each name of a list that is not in it twice; the others are told. */
    static void eachOnce(Findings findings, List<Tree> names, Consumer<Tree.Text> once) {
        Set<String> seen = new HashSet<>();
        for (Tree item : names) {
            if (item instanceof Tree.Text name && findings.clean(name)) {
                if (seen.add(name.value())) {
                    once.accept(name);
                } else {
                    findings.add(name, "names " + Quoted.of(name.value()) + " again");
                }
            }
        }
    }
}
