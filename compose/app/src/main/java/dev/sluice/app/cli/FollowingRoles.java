package dev.sluice.app.cli;

import dev.sluice.app.roles.ConfigFollower;
import java.util.Map;
import java.util.TreeMap;

/** Roles with what brings changed configurations to them, which ends before they do. */
record FollowingRoles(WatchedRoles roles, ConfigFollower follower) implements AutoCloseable {

    Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>(roles.roles().troubles());
        troubles.putAll(follower.troubles());
        return troubles;
    }

    @Override
    public void close() {
        follower.close();
        roles.close();
    }
}
