package dev.sluice.dispatcher.admission.tokens;

/**
 * Anthropic, "Vision": an image is made to fit a long side and a number of tokens, and then costs a
 * token for each square of 28 × 28; an earlier edition of the page says width × height / 750. The
 * larger of the two is taken.
 */
record AnthropicPatches(int longSideMax, int tokensMax) implements ImageRule {

    /** Up to Claude 4.6; the page says "~1,600 tokens". */
    static final AnthropicPatches FORMER = new AnthropicPatches(1_568, 1_600);

    /** From Claude 4.7 on. */
    static final AnthropicPatches FINE = new AnthropicPatches(2_576, 4_784);

    private static final int SIDE = 28;
    private static final int PIXELS_OF_TOKEN = 750;

    @Override
    public long tokens(ImageSize size, String detail) {
        long longSide = Math.min(longSideMax, size.longSide());
        long shortSide = Math.ceilDiv(size.shortSide() * longSide, size.longSide());
        long patches = Math.ceilDiv(longSide, SIDE) * Math.ceilDiv(shortSide, SIDE);
        long byArea = Math.ceilDiv(longSide * shortSide, PIXELS_OF_TOKEN);
        return Math.min(tokensMax, Math.max(patches, byArea));
    }

    @Override
    public long most(String detail) {
        return tokensMax;
    }
}
