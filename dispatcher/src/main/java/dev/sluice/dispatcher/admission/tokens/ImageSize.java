package dev.sluice.dispatcher.admission.tokens;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Width and height of a picture in pixels, both from 1 on, as its header says. Only headers are
 * decoded: at most {@value #SEGMENTS_MAX} of a JPEG, one of the others.
 */
record ImageSize(int width, int height) {

    private static final int SEGMENTS_MAX = 200;
    private static final int HEADER = 30;

    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int IHDR = 0x49484452;
    private static final int GIF8 = 0x47494638;
    private static final int RIFF = 0x52494646;
    private static final int WEBP = 0x57454250;
    private static final int VP8 = 0x56503820;
    private static final int VP8L = 0x5650384C;
    private static final int VP8X = 0x56503858;

    private static final int BYTE = 0xFF;
    private static final int LOW_14_BITS = 0x3FFF;
    private static final int LOW_24_BITS = 0xFFFFFF;

    long area() {
        return (long) width * height;
    }

    int longSide() {
        return Math.max(width, height);
    }

    int shortSide() {
        return Math.min(width, height);
    }

    /** Empty where it is neither PNG, JPEG, GIF nor WebP, or malformed. */
    static Optional<ImageSize> of(Base64Text data) {
        // The smallest image has fewer bytes than the largest header: what is missing reads as 0.
        ByteBuffer head = ByteBuffer.allocate(HEADER).put(data.upTo(0, HEADER)).clear();
        if (head.getLong(0) == PNG && head.getInt(12) == IHDR) {
            return of(head.getInt(16), head.getInt(20));
        }
        if (head.getInt(0) == GIF8) {
            head.order(ByteOrder.LITTLE_ENDIAN);
            return of(Short.toUnsignedInt(head.getShort(6)), Short.toUnsignedInt(head.getShort(8)));
        }
        if (head.getInt(0) == RIFF && head.getInt(8) == WEBP) {
            return webp(head);
        }
        return head.getShort(0) == (short) 0xFFD8 ? jpeg(data) : Optional.empty();
    }

    /** Of RFC 9649. */
    private static Optional<ImageSize> webp(ByteBuffer head) {
        int chunk = head.getInt(12);
        head.order(ByteOrder.LITTLE_ENDIAN);
        return switch (chunk) {
            case VP8 -> of(head.getShort(26) & LOW_14_BITS, head.getShort(28) & LOW_14_BITS);
            case VP8L -> {
                int bits = head.getInt(21);
                yield of((bits & LOW_14_BITS) + 1, ((bits >>> 14) & LOW_14_BITS) + 1);
            }
            case VP8X ->
                    of(
                            (head.getInt(24) & LOW_24_BITS) + 1,
                            ((head.getInt(26) >>> Byte.SIZE) & LOW_24_BITS) + 1);
            default -> Optional.empty();
        };
    }

    /** From segment to segment until the frame's (ITU-T T.81, annex B). */
    private static Optional<ImageSize> jpeg(Base64Text data) {
        long at = 2;
        for (int segment = 0; segment < SEGMENTS_MAX; segment++) {
            Optional<ByteBuffer> here = data.at(at, 9);
            if (here.isEmpty() || (here.get().get(0) & BYTE) != BYTE) {
                return Optional.empty();
            }
            ByteBuffer head = here.get();
            int marker = head.get(1) & BYTE;
            if (isFrame(marker)) {
                return of(
                        Short.toUnsignedInt(head.getShort(7)),
                        Short.toUnsignedInt(head.getShort(5)));
            }
            int length = Short.toUnsignedInt(head.getShort(2));
            if (marker == BYTE) {
                at++;
            } else if (length < 2 || (marker >= 0xD0 && marker <= 0xDA)) {
                return Optional.empty();
            } else {
                at += 2L + length;
            }
        }
        return Optional.empty();
    }

    /** All of C0 to CF but tables and what is reserved. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0
                && marker <= 0xCF
                && marker != 0xC4
                && marker != 0xC8
                && marker != 0xCC;
    }

    private static Optional<ImageSize> of(int width, int height) {
        return width > 0 && height > 0
                ? Optional.of(new ImageSize(width, height))
                : Optional.empty();
    }
}
