package dev.sluice.dispatcher.admission.ingress;

/** The bound of a body: every topic, changelog and client is sized above it. */
final class SizeCheck {

    /** What a record may have around its body: headers, ids. */
    static final int ENVELOPE_BYTES_MAX = 64 * 1024;

    private SizeCheck() {}

    static void check(int bodyBytes, int bodyBytesMax) throws Flaw {
        if (bodyBytes > bodyBytesMax) {
            throw tooLarge(bodyBytes, bodyBytesMax);
        }
    }

    static Flaw tooLarge(int bytes, int bodyBytesMax) {
        return new Flaw(
                "request_too_large",
                413,
                "a body has at most " + bodyBytesMax + " bytes, not " + bytes);
    }
}
