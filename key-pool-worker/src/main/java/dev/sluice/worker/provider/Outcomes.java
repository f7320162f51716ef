package dev.sluice.worker.provider;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import java.util.Optional;

/** Ends without an answer of the provider. */
final class Outcomes {

    private static final int MESSAGE_MAX = 500;

    private Outcomes() {}

    /** Nothing was sent that could be billed. */
    static CallOutcome notSent(String why) {
        return end(EndKind.FAILED, Billing.NONE, ErrorClass.NETWORK, why);
    }

    /** The time was over before anything was sent. */
    static CallOutcome tooLate() {
        return end(EndKind.FAILED, Billing.NONE, ErrorClass.TIMEOUT, "no time was left to call");
    }

    /** The request was sent, and may have been billed. */
    static CallOutcome failed(ErrorClass errorClass, String why) {
        return end(EndKind.FAILED, Billing.BOUND, errorClass, why);
    }

    /** No request could be made of it. */
    static CallOutcome unusable(String why) {
        return end(EndKind.REFUSED, Billing.NONE, ErrorClass.INVALID_REQUEST, why);
    }

    /** The worker has no secret of this key. */
    static CallOutcome withoutSecret() {
        return end(
                EndKind.REFUSED,
                Billing.NONE,
                ErrorClass.AUTH,
                "this worker was started without the key's secret");
    }

    static String cut(String text) {
        return text.length() > MESSAGE_MAX ? text.substring(0, MESSAGE_MAX) : text;
    }

    private static CallOutcome end(
            EndKind kind, Billing billing, ErrorClass errorClass, String why) {
        return new CallOutcome(
                kind,
                billing,
                Optional.of(errorClass),
                Optional.empty(),
                Optional.of(cut(why)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Pace.SILENT);
    }
}
