package dev.sluice.app.cli;

import dev.sluice.delivery.ResultLine;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;

/** A result as a person reads it. */
final class ResultText {

    private ResultText() {}

    static String of(InferenceResult result) {
        return "%-34s %-9s %3d  %d attempt%s  %s USD  %s"
                .formatted(
                        result.getCustomId().orElse(result.getRequestId()),
                        ResultLine.status(result),
                        result.getStatusCode(),
                        result.getAttempts(),
                        result.getAttempts() == 1 ? " " : "s",
                        PicoUsd.toUsd(result.getCostPicos()).toPlainString(),
                        result.getError().map(ResultText::oneLine).orElse(""));
    }

    /** What providers say may be of several lines; a result is one. */
    private static String oneLine(ResultError error) {
        return error.getMessage().replaceAll("\\s*\\R\\s*", " ");
    }
}
