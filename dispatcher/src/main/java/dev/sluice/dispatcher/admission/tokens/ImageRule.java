package dev.sluice.dispatcher.admission.tokens;

import java.util.Locale;

/**
 * How many tokens a provider makes of an image, as it has published.
 *
 * <p>A detail is what the request says of the wanted resolution, in lower case; empty where it says
 * nothing. One that a rule does not know counts as the finest.
 */
sealed interface ImageRule
        permits OpenAiTiles, OpenAiPatches, AnthropicPatches, GeminiTiles, GeminiLevels {

    long tokens(ImageSize size, String detail);

    /** The most that an image has whose size is not known. */
    long most(String detail);

    static String detail(String said) {
        return said.toLowerCase(Locale.ROOT);
    }
}
