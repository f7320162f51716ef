package dev.sluice.worker.http;

import dev.sluice.worker.provider.AnswerHeaders;
import dev.sluice.worker.provider.ProviderReply.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Answers that came compressed, although no request asks for that: some gateways do it all the
 * same, and the answer is paid for.
 */
final class Unzipped {

    private Unzipped() {}

    /** The content itself where it is not compressed, or in a way that nobody here can read. */
    static Content of(AnswerHeaders headers, Content content, int bytesMax) {
        String encoding = headers.first("content-encoding").orElse("").toLowerCase(Locale.ROOT);
        return content instanceof Content.Whole(ByteBuffer bytes)
                        && (encoding.equals("gzip") || encoding.equals("x-gzip"))
                ? unzip(bytes, bytesMax)
                : content;
    }

    private static Content unzip(ByteBuffer zipped, int bytesMax) {
        byte[] bytes = new byte[zipped.remaining()];
        zipped.duplicate().get(bytes);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] plain = in.readNBytes(bytesMax + 1);
            return plain.length > bytesMax
                    ? new Content.TooLarge()
                    : new Content.Whole(ByteBuffer.wrap(plain));
        } catch (IOException e) {
            return new Content.Cut();
        }
    }
}
