package dev.sluice.schemas.signature;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signature as it stands in the record header {@value #HEADER}, or in the field {@code signature}
 * of a record in Avro: {@code t=<milliseconds>,n=<nonce>,v1=<HMAC in lower-case hex>}.
 *
 * @param hmac 64 lower-case hex digits
 */
public record Signature(Stamp stamp, String hmac) {

    /** Record header of a JSON line. */
    public static final String HEADER = "sluice-signature";

    private static final Pattern FORM =
            Pattern.compile("t=(\\d{1,15}),n=([^,]{1,100}),v1=([0-9a-f]{64})");

    /**
     * When something was signed, and under which name of its own.
     *
     * @param at in milliseconds
     * @param nonce 16 to 64 of {@code A-Za-z0-9_-}, another one for each record: the same again is
     *     the same record again
     */
    public record Stamp(Instant at, String nonce) {

        private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{16,64}");

        public Stamp {
            if (!NONCE.matcher(nonce).matches()) {
                throw new IllegalArgumentException("a nonce has 16 to 64 of A-Za-z0-9_-");
            }
        }
    }

    /** Empty where it has another form. */
    public static Optional<Signature> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !Stamp.NONCE.matcher(form.group(2)).matches()) {
            return Optional.empty();
        }
        Instant at = Instant.ofEpochMilli(Long.parseLong(form.group(1)));
        return Optional.of(new Signature(new Stamp(at, form.group(2)), form.group(3)));
    }

    /** As it is written. */
    public String text() {
        return "t=" + stamp.at().toEpochMilli() + ",n=" + stamp.nonce() + ",v1=" + hmac;
    }
}
