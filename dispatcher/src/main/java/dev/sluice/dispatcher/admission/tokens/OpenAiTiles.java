package dev.sluice.dispatcher.admission.tokens;

/**
 * OpenAI, "Images and vision", "Tile-based image tokenization": fitted into 2048 × 2048, then its
 * short side into 768; each square of 512 that it takes costs a tile. {@code low} costs the base
 * alone. Nothing is made larger: OpenAI bills one tile for an image of 128 × 64.
 */
record OpenAiTiles(int baseTokens, int tileTokens) implements ImageRule {

    private static final int LONG_SIDE_MAX = 2048;
    private static final int SHORT_SIDE_MAX = 768;
    private static final int TILE = 512;

    @Override
    public long tokens(ImageSize size, String detail) {
        if (detail.equals("low")) {
            return baseTokens;
        }
        long longSide = size.longSide();
        long shortSide = size.shortSide();
        if (longSide > LONG_SIDE_MAX) {
            shortSide = Math.ceilDiv(shortSide * LONG_SIDE_MAX, longSide);
            longSide = LONG_SIDE_MAX;
        }
        if (shortSide > SHORT_SIDE_MAX) {
            longSide = Math.ceilDiv(longSide * SHORT_SIDE_MAX, shortSide);
            shortSide = SHORT_SIDE_MAX;
        }
        long tiles = Math.ceilDiv(longSide, TILE) * Math.ceilDiv(shortSide, TILE);
        return baseTokens + tiles * tileTokens;
    }

    @Override
    public long most(String detail) {
        return tokens(new ImageSize(LONG_SIDE_MAX, SHORT_SIDE_MAX), detail);
    }
}
