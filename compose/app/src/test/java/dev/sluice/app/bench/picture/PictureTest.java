package dev.sluice.app.bench.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.app.bench.picture.Picture.Line;
import dev.sluice.app.bench.picture.Picture.Panel;
import dev.sluice.app.bench.picture.Picture.Point;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PictureTest {

    @ParameterizedTest(name = "{0} in {1} ticks: {2}")
    @CsvSource({
        "100, 4, 50",
        "80, 4, 20",
        "1, 4, 0.5",
        "2853, 4, 1000",
        "41, 12, 5",
        "0.7, 4, 0.2",
    })
    void stepsAreOneTwoOrFiveTimesAPowerOfTen(double range, int ticks, double step) {
        assertThat(Axis.step(range, ticks)).isCloseTo(step, within(1e-9));
    }

    @ParameterizedTest(name = "{0} is at {1}")
    @CsvSource({"0, 200", "50, 150", "100, 100", "200, 100", "-5, 200"})
    void valuesStayWithinThePanel(double value, double pixel) {
        assertThat(new Axis(100, 200, 100).pixel(value)).isEqualTo(pixel);
    }

    @Test
    void theLastTickCoversTheLargestValue() {
        assertThat(Axis.covering(2_853, 4, 0, 1).ticks(4))
                .containsExactly(0.0, 1_000.0, 2_000.0, 3_000.0);
        assertThat(Axis.covering(0, 4, 0, 1).max()).isEqualTo(1);
    }

    @Test
    void everyLineIsAPathInEveryPanel() throws Exception {
        Document svg = parsed(picture().svg());

        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(texts(svg))
                .contains("Sluice", "SDK", "waiting", "429s", "1,000", "ideal 10.0 s", "20 s")
                .contains("keys < 5 & more");
        // 0 s is at the left edge, 20 s at the right one; 1,000 at the top of the first panel.
        assertThat(picture().svg()).contains("M64.0 78.0L840.0 208.0");
    }

    @Test
    void thePictureIsThis() {
        Line falling = new Line("Sluice", List.of(new Point(0, 2), new Point(1, 0)));
        Picture picture =
                new Picture(
                        "one",
                        List.of(new Panel("waiting", List.of(falling))),
                        2,
                        new Picture.Mark("ideal", 1));

        assertThat(picture.svg().lines().filter(PictureTest::isNoTick))
                .containsExactly(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 860 252\""
                                + " width=\"860\" height=\"252\" font-family=\"sans-serif\""
                                + " font-size=\"12\" fill=\"#333\">",
                        "<rect width=\"860\" height=\"252\" fill=\"#fff\"/>",
                        "<text x=\"64.0\" y=\"22.0\" text-anchor=\"start\""
                                + " font-size=\"15\" font-weight=\"bold\">one</text>",
                        "<path d=\"M64.0 38h28\" fill=\"none\" stroke=\"#0072b2\""
                                + " stroke-width=\"2.4\"/>",
                        "<text x=\"98.0\" y=\"42.0\" text-anchor=\"start\" >Sluice</text>",
                        "<text x=\"64.0\" y=\"72.0\" text-anchor=\"start\""
                                + " font-weight=\"bold\">waiting</text>",
                        "<text x=\"58.0\" y=\"212.0\" text-anchor=\"end\" >0</text>",
                        "<text x=\"58.0\" y=\"179.5\" text-anchor=\"end\" >0.5</text>",
                        "<text x=\"58.0\" y=\"147.0\" text-anchor=\"end\" >1</text>",
                        "<text x=\"58.0\" y=\"114.5\" text-anchor=\"end\" >1.5</text>",
                        "<text x=\"58.0\" y=\"82.0\" text-anchor=\"end\" >2</text>",
                        "<path d=\"M452.0 78.0L452.0 208.0\" fill=\"none\""
                                + " stroke=\"#555\" stroke-dasharray=\"4 3\"/>",
                        "<path d=\"M64.0 78.0L452.0 208.0\" fill=\"none\""
                                + " stroke-linejoin=\"round\" stroke=\"#0072b2\""
                                + " stroke-width=\"2.4\"/>",
                        "<text x=\"452.0\" y=\"244.0\" text-anchor=\"end\""
                                + " fill=\"#555\">ideal</text>",
                        "</svg>");
    }

    @Test
    void aLineWithoutPointsIsLeftOut() {
        Picture empty =
                new Picture(
                        "none",
                        List.of(new Panel("waiting", List.of(new Line("Sluice", List.of())))),
                        0,
                        new Picture.Mark("", 0));

        assertThat(empty.svg()).doesNotContain("NaN").doesNotContain("d=\"\"");
    }

    /** Neither a grid line nor a time below the axis. */
    private static boolean isNoTick(String line) {
        return !line.contains("#e3e3e3") && !line.contains("\"middle\"");
    }

    private static Picture picture() {
        List<Line> lines =
                List.of(
                        new Line("Sluice", List.of(new Point(0, 1_000), new Point(20, 0))),
                        new Line("SDK", List.of(new Point(0, 900), new Point(2, 0))));
        return new Picture(
                "keys < 5 & more",
                List.of(new Panel("waiting", lines), new Panel("429s", lines)),
                20,
                new Picture.Mark("ideal 10.0 s", 10));
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> texts(Document svg) {
        var nodes = svg.getElementsByTagName("text");
        return java.util.stream.IntStream.range(0, nodes.getLength())
                .mapToObj(n -> nodes.item(n).getTextContent())
                .toList();
    }
}
