package dev.sluice.dispatcher.admission.tokens;

/** Gemini from 3 on, "Media resolution": so many tokens for any image. */
record GeminiLevels() implements ImageRule {

    @Override
    public long tokens(ImageSize size, String detail) {
        return most(detail);
    }

    @Override
    public long most(String detail) {
        return switch (detail) {
            case "media_resolution_low" -> 280;
            case "media_resolution_medium" -> 560;
            case "", "media_resolution_unspecified", "media_resolution_high" -> 1_120;
            default -> 2_240;
        };
    }
}
