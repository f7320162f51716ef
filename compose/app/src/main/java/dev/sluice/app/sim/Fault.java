package dev.sluice.app.sim;

import java.util.Locale;
import java.util.Optional;

/** What a simulated provider can do wrong, and whether it bills for it. */
public enum Fault {
    /** The work is done, and no byte of the answer ever sent. */
    HANG(Bill.SENT),
    /** The work is done, and the connection closed instead of an answer. */
    RESET(Bill.SENT),
    /** The head of the answer and half of its body, then the connection is closed. */
    HALF_BODY(Bill.SENT),
    /** 200 with a page of HTML, as from a proxy in between. */
    HTML(Bill.NONE),
    /** 200 with text that is not JSON. */
    NOT_JSON(Bill.NONE),
    /** 200 with an error object. */
    ERROR_IN_200(Bill.NONE),
    /** A good answer that does not say what it cost. */
    NO_USAGE(Bill.SENT),
    /** A good answer, and far more than anybody wants to read. */
    HUGE(Bill.SENT),
    /** A good answer that takes {@code slowness} longer. */
    SLOW(Bill.SENT),
    SERVER_ERROR(Bill.NONE),
    OVERLOADED(Bill.NONE),
    /** A key that was good is refused, with its secret in the message. */
    UNAUTHORIZED(Bill.NONE),
    /** 429 that does not say how long to wait. */
    RATE_LIMITED(Bill.NONE),
    /** 402: the account is empty. */
    UNPAID(Bill.NONE),
    /** 302 to a place that does not exist. */
    REDIRECT(Bill.NONE);

    enum Bill {
        SENT,
        NONE
    }

    private final Bill bill;

    Fault(Bill bill) {
        this.bill = bill;
    }

    Bill bill() {
        return bill;
    }

    /** As written in requests: {@code half_body}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Fault> of(String word) {
        for (Fault fault : values()) {
            if (fault.word().equals(word)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
