package dev.sluice.warehouse.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a compacted topic says of one key, as far as it matters: the newest record that was surely
 * taken, and those after it. Owned by one thread.
 */
final class KeyHistory {

    /** So many records of one key that may not have been taken are remembered. */
    static final int LATER_MAX = 1_000;

    /** A record; without an offset the absence of one, without content a tombstone. */
    private record Version(OptionalLong offset, Optional<String> content) {
        static final Version NONE = new Version(OptionalLong.empty(), Optional.empty());
    }

    private Version taken = Version.NONE;
    private final List<Version> later = new ArrayList<>();
    private boolean forgotten;

    /** Records of a key come in the order of their offsets. */
    void add(Bounds bounds, long offset, Optional<String> content) {
        Version version = new Version(OptionalLong.of(offset), content);
        if (offset < bounds.taken()) {
            taken = version;
        } else {
            later.add(version);
            if (later.size() > LATER_MAX) {
                later.removeFirst();
                forgotten = true;
            }
        }
    }

    /** What the key's row should be now. */
    Optional<String> newest() {
        return later.isEmpty() ? taken.content() : later.getLast().content();
    }

    /**
     * @param asked where the partition ended when the question was asked
     */
    KeyVerdict verdict(Optional<String> row, long asked) {
        List<Version> versions = new ArrayList<>(later.size() + 1);
        versions.add(taken);
        versions.addAll(later);
        int due = 0;
        for (int n = 1; n < versions.size(); n++) {
            due = versions.get(n).offset().orElseThrow() < asked ? n : due;
        }
        if (contains(versions.subList(due, versions.size()), row)) {
            return KeyVerdict.EQUAL;
        }
        // What was taken last may have been compacted away by what came later: then nobody can
        // tell.
        boolean unknown = forgotten || (taken.equals(Version.NONE) && !later.isEmpty());
        return unknown || contains(versions.subList(0, due), row)
                ? KeyVerdict.BEHIND
                : KeyVerdict.DIFFERENT;
    }

    private static boolean contains(List<Version> versions, Optional<String> row) {
        return versions.stream().anyMatch(version -> version.content().equals(row));
    }
}
