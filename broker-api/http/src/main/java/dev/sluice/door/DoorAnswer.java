package dev.sluice.door;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP answer with a JSON body.
 *
 * @param headers by lower-case name, without the content type
 */
public record DoorAnswer(int status, Map<String, String> headers, ByteBuffer body) {

    public DoorAnswer {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /** The same with one more header. */
    public DoorAnswer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new DoorAnswer(status, more, body);
    }

    DoorAnswer with(Map<String, String> others) {
        Map<String, String> more = new TreeMap<>(headers);
        more.putAll(others);
        return new DoorAnswer(status, more, body);
    }

    /** The body as fresh bytes. */
    public byte[] bytes() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }
}
