package dev.sluice.dispatcher.admission.tokens;

/**
 * OpenAI, "Images and vision", "Patch-based image tokenization": squares of 32 × 32, as many as
 * cover the image after it was made to fit its budget, times a factor. {@code low} counts as {@code
 * high}: what it saves is not published.
 *
 * @param hundredths of a token for each patch
 * @param plain of a request that names no detail, or {@code auto}
 */
record OpenAiPatches(int hundredths, Budget high, Budget original, Budget plain)
        implements ImageRule {

    private static final int SIDE = 32;
    private static final int HUNDRED = 100;

    /** So that 1056 does not become 1055.9999. */
    private static final double ROUNDING = 1e-6;

    /** Patches and pixels of the long side that an image may have without being made smaller. */
    record Budget(int patches, int longSide) {
        static final Budget SMALL = new Budget(1_536, 2_048);
        static final Budget LARGE = new Budget(2_500, 2_048);
        static final Budget ORIGINAL = new Budget(10_000, 6_000);
        static final Budget UNBOUNDED = new Budget(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** One budget for every detail. */
    static OpenAiPatches small(int hundredths) {
        return new OpenAiPatches(hundredths, Budget.SMALL, Budget.SMALL, Budget.SMALL);
    }

    @Override
    public long tokens(ImageSize size, String detail) {
        return cost(patches(size, budget(detail)));
    }

    /** Where an image of any size is taken as it is, as much as models with a bound take. */
    @Override
    public long most(String detail) {
        return cost(Math.min(budget(detail).patches(), Budget.ORIGINAL.patches()));
    }

    private Budget budget(String detail) {
        return switch (detail) {
            case "low", "high" -> high;
            case "", "auto" -> plain;
            default -> original;
        };
    }

    private long cost(long patches) {
        return Math.ceilDiv(patches * hundredths, HUNDRED);
    }

    private static long patches(ImageSize size, Budget budget) {
        double fit = Math.min(1, (double) budget.longSide() / size.longSide());
        long patches = cover(size, fit);
        if (patches <= budget.patches()) {
            return patches;
        }
        double shrink = Math.sqrt((double) SIDE * SIDE * budget.patches() / size.area());
        double whole =
                shrink * Math.min(whole(size.width() * shrink), whole(size.height() * shrink));
        // Sides of whole pixels, as it is published.
        return Math.min(
                budget.patches(),
                cover(Math.floor(size.width() * whole + ROUNDING))
                        * cover(Math.floor(size.height() * whole + ROUNDING)));
    }

    private static long cover(ImageSize size, double scale) {
        return cover(size.width() * scale) * cover(size.height() * scale);
    }

    private static long cover(double pixels) {
        return Math.max(1, (long) Math.ceil(pixels / SIDE - ROUNDING));
    }

    /** By how much whole patches are fewer. */
    private static double whole(double pixels) {
        double patches = pixels / SIDE;
        return patches < 1 ? 1 : Math.floor(patches) / patches;
    }
}
