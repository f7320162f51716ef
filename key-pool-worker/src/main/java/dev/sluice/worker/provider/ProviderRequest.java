package dev.sluice.worker.provider;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;

/** A POST as it goes on the wire; the secret is among the headers, so it never shows. */
public record ProviderRequest(URI uri, Map<String, String> headers, ByteBuffer body) {

    public ProviderRequest {
        headers = Map.copyOf(headers);
        body = body.asReadOnlyBuffer();
    }

    @Override
    public String toString() {
        return "ProviderRequest[" + uri + "]";
    }
}
