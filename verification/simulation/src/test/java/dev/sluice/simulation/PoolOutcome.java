package dev.sluice.simulation;

import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a scenario.
 *
 * @param began seconds after the beginning of time
 * @param idle the longest time that each working key had room while requests waited, in seconds
 */
record PoolOutcome(
        Scenario scenario,
        double began,
        List<VirtualProvider.Call> calls,
        List<PoolRun.Answer> answers,
        Map<String, Double> idle) {

    double seconds() {
        return answers.stream().mapToDouble(PoolRun.Answer::at).max().orElse(began) - began;
    }

    long answered() {
        return answers.stream()
                .filter(answer -> answer.result().getStatus() == ResultStatus.ANSWERED)
                .count();
    }

    long refused(ErrorClass why) {
        return calls.stream()
                .filter(call -> call.refused().filter(why::equals).isPresent())
                .count();
    }

    double rateLimitedShare() {
        return (double) refused(ErrorClass.RATE_LIMIT) / Math.max(1, calls.size());
    }

    /** Of what customers had been given when the first of them had everything (Jain 1984). */
    double fairness() {
        Map<String, Integer> given = new TreeMap<>();
        for (PoolRun.Answer answer : answers) {
            InferenceResult result = answer.result();
            String customer = result.getTenant().getCustomer();
            int count = given.merge(customer, 1, Integer::sum);
            int all = scenario.customers().get(Integer.parseInt(customer.substring(1)));
            if (count == all) {
                break;
            }
        }
        double sum = given.values().stream().mapToDouble(x -> x).sum();
        double squares = given.values().stream().mapToDouble(x -> (double) x * x).sum();
        return sum * sum / (scenario.customers().size() * squares);
    }

    @Override
    public String toString() {
        return "%d requests: %d answered in %.2f s (ideal %.2f), %d calls, %d rate limited, fairness %.3f"
                .formatted(
                        scenario.requests(),
                        answered(),
                        seconds(),
                        scenario.idealSeconds(),
                        calls.size(),
                        refused(ErrorClass.RATE_LIMIT),
                        fairness());
    }
}
