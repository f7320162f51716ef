package dev.sluice.app.replay;

import dev.sluice.app.replay.KnownRequest.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts requests together that are one: linked to each other, over however many others. */
final class RequestGroups {

    private final int[] parent;

    private RequestGroups(int size) {
        this.parent = new int[size];
        for (int i = 0; i < size; i++) {
            parent[i] = i;
        }
    }

    /** Groups in the order of their first requests, requests in the order given. */
    static Collection<List<KnownRequest>> of(List<KnownRequest> requests) {
        RequestGroups groups = new RequestGroups(requests.size());
        Map<Link, Integer> seen = new HashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            for (Link link : requests.get(i).links()) {
                Integer before = seen.putIfAbsent(link, i);
                if (before != null) {
                    groups.join(before, i);
                }
            }
        }
        Map<Integer, List<KnownRequest>> byFirst = new LinkedHashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            byFirst.computeIfAbsent(groups.firstOf(i), _ -> new ArrayList<>(1))
                    .add(requests.get(i));
        }
        return byFirst.values();
    }

    /** The lower number stands for both, so that a group keeps the place of its first request. */
    private void join(int one, int other) {
        int a = firstOf(one);
        int b = firstOf(other);
        parent[Math.max(a, b)] = Math.min(a, b);
    }

    private int firstOf(int request) {
        int at = request;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
