package dev.sluice.dispatcher.admission.tokens;

/**
 * Gemini up to 2.5, "Understand and count tokens": 258 tokens where both sides have at most 384
 * pixels; else 258 for each tile, whose side is the short side / 1.5, at least 256 and at most 768.
 */
record GeminiTiles() implements ImageRule {

    private static final int SMALL = 384;
    private static final int TOKENS = 258;
    private static final int TILE_MIN = 256;
    private static final int TILE_MAX = 768;

    /** 256, and "pan and scan" of about 2,048 ("Media resolution"). */
    private static final int TILES_USUAL = 9;

    @Override
    public long tokens(ImageSize size, String detail) {
        if (size.longSide() <= SMALL || isCoarse(detail)) {
            return TOKENS;
        }
        long tile = Math.clamp(size.shortSide() * 2L / 3, TILE_MIN, TILE_MAX);
        return Math.ceilDiv(size.width(), tile) * Math.ceilDiv(size.height(), tile) * TOKENS;
    }

    @Override
    public long most(String detail) {
        return isCoarse(detail) ? TOKENS : TILES_USUAL * (long) TOKENS;
    }

    private static boolean isCoarse(String detail) {
        return detail.equals("media_resolution_low") || detail.equals("media_resolution_medium");
    }
}
