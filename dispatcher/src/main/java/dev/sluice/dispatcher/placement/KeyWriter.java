package dev.sluice.dispatcher.placement;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes keys of the store. Numbers are big-endian, so that those that are not negative sort by
 * value; texts carry their length, so that none can run into what follows.
 */
final class KeyWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

    KeyWriter(char prefix) {
        out.write(prefix);
    }

    KeyWriter number(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    KeyWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        out.writeBytes(utf8);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
