package dev.sluice.config.yaml;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where something answers over HTTP. */
record Url() implements Scalar {
    @Override
    public String type() {
        return "URL";
    }

    @Override
    public String bounds() {
        return "http or https, without user, query and fragment";
    }

    @Override
    public Optional<String> fault(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http || uri.getHost() == null) {
                return Optional.of("must be a URL such as https://host/v1");
            }
            boolean more =
                    uri.getRawUserInfo() != null
                            || uri.getRawQuery() != null
                            || uri.getRawFragment() != null;
            // Not quoted: what stands before an @ is often a password.
            return more ? Optional.of("must be " + bounds()) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of("must be a URL such as https://host/v1");
        }
    }
}
