package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Tree.Entries;

/** Bounds that contradict each other, written or by default. */
final class PolicyCheck {

    private PolicyCheck() {}

    static void check(Document document, Findings findings) {
        document.root()
                .entries("requests")
                .filter(findings::clean)
                .ifPresent(section -> requests(section, document, findings));
        document.root()
                .entries("worker")
                .flatMap(worker -> worker.entries("adaptive"))
                .filter(findings::clean)
                .ifPresent(section -> adaptive(section, document, findings));
    }

    private static void adaptive(Entries section, Document document, Findings findings) {
        Known adaptive =
                new Known(document.root(), KnownKeys.DOCUMENT).map("worker").map("adaptive");
        if (adaptive.whole("start") > adaptive.whole("max")) {
            findings.add(written(section, "start", "max"), contradiction(adaptive, "start", "max"));
        }
    }

    private static void requests(Entries section, Document document, Findings findings) {
        Known requests = new Known(document.root(), KnownKeys.DOCUMENT).map("requests");
        if (requests.duration("default_deadline").compareTo(requests.duration("max_deadline"))
                > 0) {
            Tree at = written(section, "default_deadline", "max_deadline");
            findings.add(at, contradiction(requests, "default_deadline", "max_deadline"));
        }
        if (requests.whole("max_attempts") > requests.whole("max_rotations")) {
            Tree at = written(section, "max_attempts", "max_rotations");
            findings.add(at, contradiction(requests, "max_attempts", "max_rotations"));
        }
    }

    private static String contradiction(Known requests, String less, String more) {
        return less
                + " "
                + requests.text(less)
                + " is more than "
                + more
                + " "
                + requests.text(more);
    }

    private static Tree written(Entries section, String name, String other) {
        return section.find(name).or(() -> section.find(other)).orElse(section);
    }
}
