package dev.sluice.dispatcher.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every call with its second, added up anew each time. Ten retries for a hundred other calls. */
final class RetryAccount {

    private record Call(long second, Needs.Call call) {}

    private final Map<String, List<Call>> calls = new HashMap<>();

    void called(String purse, Needs.Call call, Instant now) {
        calls.computeIfAbsent(purse, _ -> new ArrayList<>())
                .add(new Call(now.getEpochSecond(), call));
    }

    boolean hasToken(String purse, Instant now) {
        List<Call> recent =
                calls.getOrDefault(purse, List.of()).stream()
                        .filter(call -> call.second() > now.getEpochSecond() - 10)
                        .toList();
        long retries = recent.stream().filter(call -> call.call() == Needs.Call.RETRY).count();
        long others = recent.size() - retries;
        return 10 * (10 - retries) + others >= 10;
    }
}
