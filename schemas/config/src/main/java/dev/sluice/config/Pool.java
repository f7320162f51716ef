package dev.sluice.config;

import java.util.List;
import java.util.Optional;

/**
 * Lanes among which requests may move, where that is another set than the lanes of one provider.
 *
 * @param id no provider's id
 */
public record Pool(String id, List<Member> members) {

    public Pool {
        members = List.copyOf(members);
    }

    /**
     * All lanes of a provider, or a model group of them.
     *
     * @param group empty: every group that no other pool names
     */
    public record Member(String provider, Optional<String> group) {}
}
