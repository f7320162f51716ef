package dev.sluice.door.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A request's body, read up to a bound. */
sealed interface RequestBody {

    /** All of it. */
    final class Whole implements RequestBody {
        private final byte[] bytes;

        private Whole(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** It goes on beyond the bound. */
    record TooLarge() implements RequestBody {}

    /**
     * A client that still sends would not read the answer: so much more is taken in and dropped.
     */
    long DROPPED_BYTES_MAX = 32L * 1024 * 1024;

    static RequestBody read(ServerRequest request, ServerResponse response, int bytesMax) {
        if (!request.content().hasEntity()) {
            return new Whole(new byte[0]);
        }
        try {
            InputStream in = request.content().inputStream();
            byte[] bytes = in.readNBytes(bytesMax + 1);
            if (bytes.length <= bytesMax) {
                return new Whole(bytes);
            }
            drop(in);
            response.header(HeaderValues.CONNECTION_CLOSE);
            return new TooLarge();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a body", e);
        }
    }

    private static void drop(InputStream in) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long dropped = 0;
        int read = in.read(buffer);
        while (read >= 0 && dropped < DROPPED_BYTES_MAX) {
            dropped += read;
            read = in.read(buffer);
        }
    }
}
