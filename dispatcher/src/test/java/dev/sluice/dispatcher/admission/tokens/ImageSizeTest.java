package dev.sluice.dispatcher.admission.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSizeTest {

    private static Optional<ImageSize> size(String base64) {
        return ImageSize.of(new Base64Text(base64, 0));
    }

    @ParameterizedTest
    @CsvSource({"png, 640, 480", "jpg, 1, 1", "jpg, 1021, 17", "gif, 300, 2", "png, 1, 4000"})
    void a_real_image_says_its_size(String format, int width, int height) {
        assertThat(size(Pictures.of(format, width, height))).contains(new ImageSize(width, height));
    }

    /** By hand after RFC 9649: the JDK writes no WebP. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "lossy, 52494646 1a000000 57454250 56503820 0e000000 300100 9d012a 2003 5802 0000, 800, 600",
        "lossless, 52494646 1a000000 57454250 5650384c 0e000000 2f 1fc3 9500 00000000, 800, 600",
        "extended, 52494646 1a000000 57454250 56503858 0a000000 00000000 1f0300 570200, 800, 600",
    })
    void webp_says_its_size_in_three_ways(String kind, String hex, int width, int height) {
        assertThat(size(Pictures.hex(hex))).as(kind).contains(new ImageSize(width, height));
    }

    @Test
    void a_jpegs_frame_is_found_behind_large_segments_without_decoding_them() {
        byte[] plain = Base64.getDecoder().decode(Pictures.of("jpg", 77, 55));
        int segment = 65_533;
        byte[] grown = new byte[plain.length + 3 * (segment + 2)];
        System.arraycopy(plain, 0, grown, 0, 2);
        int at = 2;
        for (int i = 0; i < 3; i++, at += segment + 2) {
            grown[at] = (byte) 0xFF;
            grown[at + 1] = (byte) 0xE1;
            grown[at + 2] = (byte) (segment >> 8);
            grown[at + 3] = (byte) segment;
        }
        System.arraycopy(plain, 2, grown, at, plain.length - 2);

        assertThat(size(Base64.getEncoder().encodeToString(grown))).contains(new ImageSize(77, 55));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A",
                "AAAA",
                "not base64 at all",
                "iVBORw0KGgo=",
                "/9j/",
                "/9j/4AAAAAAAAAAAAAAAAAA=",
                "R0lGODlhAAAAAA==",
                "R0lG\nODlhAQABAA==",
                "UklGRhoAAABXRUJQVlA5IA4AAAAAAAAAAAAAAAAAAAAAAA=="
            })
    void what_is_malformed_has_no_size(String base64) {
        assertThat(size(base64)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "5, 0", "-1, 5"})
    void a_side_of_nothing_is_no_size(int width, int height) {
        assertThat(size(Pictures.png(width, height))).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void garbage_ends_without_a_failure(long seed) {
        Random random = new Random(seed);
        String jpeg = Pictures.of("jpg", 40, 30);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = Base64.getDecoder().decode(jpeg);
            for (int i = 0; i < 20; i++) {
                bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt();
            }
            size(Base64.getEncoder().encodeToString(bytes))
                    .ifPresent(size -> assertThat(size.area()).isPositive());
        }
    }

    @Test
    void base64_of_urls_is_read_too() {
        String standard = Pictures.of("png", 200, 100);
        assertThat(size(standard.replace('+', '-').replace('/', '_')))
                .contains(new ImageSize(200, 100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data:image/png;base64,AAAA | 3",
                "DATA:image/png;charset=x;base64,AAAAAA== | 6",
            })
    void a_data_url_has_so_many_bytes_at_most(String url, long bytes) {
        assertThat(Base64Text.ofDataUrl(url).orElseThrow().bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://x/y.png", "data:text/plain,hello", "", "data:"})
    void another_url_has_none(String url) {
        assertThat(Base64Text.ofDataUrl(url)).isEmpty();
    }
}
