package dev.sluice.dispatcher.admission.tokens;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import javax.imageio.ImageIO;

/** Images in base64: real ones of the JDK, and those that it cannot write by hand. */
final class Pictures {

    private Pictures() {}

    static String of(String format, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException(format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    /** Only the header, which may say any size. */
    static String png(int width, int height) {
        return hex("89504e470d0a1a0a0000000d49484452%08x%08x".formatted(width, height));
    }

    static String dataUrl(String base64) {
        return "data:image/png;base64," + base64;
    }

    static String hex(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
