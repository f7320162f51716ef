package dev.sluice.app.bench.picture;

import java.util.List;

/** Writes one picture. Made for one use. */
final class SvgWriter {

    private static final int WIDTH = 860;
    private static final int LEFT = 64;
    private static final int RIGHT = 20;
    private static final int TOP = 78;
    private static final int PANEL = 130;
    private static final int GAP = 42;
    private static final int BOTTOM = 44;
    private static final int LEGEND_STEP = 240;
    private static final int TICKS_X = 12;
    private static final int TICKS_Y = 4;

    /** Colours that people who see few of them can tell apart (Okabe and Ito), and dashes. */
    private static final List<String> STROKES =
            List.of(
                    "stroke=\"#0072b2\" stroke-width=\"2.4\"",
                    "stroke=\"#d55e00\" stroke-width=\"1.8\" stroke-dasharray=\"7 3\"",
                    "stroke=\"#009e73\" stroke-width=\"1.8\" stroke-dasharray=\"2 3\"");

    private final StringBuilder svg = new StringBuilder();
    private final Picture picture;
    private final Axis time;

    SvgWriter(Picture picture) {
        this.picture = picture;
        this.time = new Axis(Math.max(picture.seconds(), 1e-3), LEFT, WIDTH - RIGHT);
    }

    String write() {
        int height = TOP + picture.panels().size() * (PANEL + GAP) - GAP + BOTTOM;
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
                font-family="sans-serif" font-size="12" fill="#333">
                <rect width="%d" height="%d" fill="#fff"/>
                """
                        .formatted(WIDTH, height, WIDTH, height, WIDTH, height));
        text(LEFT, 22, "start", "font-size=\"15\" font-weight=\"bold\"", picture.title());
        legend();
        for (int n = 0; n < picture.panels().size(); n++) {
            panel(picture.panels().get(n), TOP + n * (PANEL + GAP));
        }
        time(height);
        return svg.append("</svg>\n").toString();
    }

    private void legend() {
        List<Picture.Line> lines = picture.panels().getFirst().lines();
        for (int n = 0; n < lines.size(); n++) {
            double x = LEFT + n * (double) LEGEND_STEP;
            svg.append("<path d=\"M%.1f 38h28\" fill=\"none\" %s/>%n".formatted(x, stroke(n)));
            text(x + 34, 42, "start", "", lines.get(n).name());
        }
    }

    private void panel(Picture.Panel panel, int top) {
        Axis values = Axis.covering(panel.largest(), TICKS_Y, top + (double) PANEL, top);
        text(LEFT, top - 6, "start", "font-weight=\"bold\"", panel.title());
        for (double tick : values.ticks(TICKS_Y)) {
            double y = values.pixel(tick);
            rule(LEFT, y, WIDTH - RIGHT, y, "stroke=\"#e3e3e3\"");
            text(LEFT - 6, y + 4, "end", "", number(tick));
        }
        double mark = time.pixel(picture.mark().seconds());
        rule(mark, top, mark, top + PANEL, "stroke=\"#555\" stroke-dasharray=\"4 3\"");
        for (int n = 0; n < panel.lines().size(); n++) {
            line(panel.lines().get(n), values, stroke(n));
        }
    }

    private void line(Picture.Line line, Axis values, String stroke) {
        if (line.points().isEmpty()) {
            return;
        }
        svg.append("<path d=\"");
        char command = 'M';
        for (Picture.Point point : line.points()) {
            svg.append(command)
                    .append("%.1f ".formatted(time.pixel(point.seconds())))
                    .append("%.1f".formatted(values.pixel(point.value())));
            command = 'L';
        }
        svg.append("\" fill=\"none\" stroke-linejoin=\"round\" ").append(stroke).append("/>\n");
    }

    private void time(int height) {
        for (double tick : time.ticks(TICKS_X)) {
            text(time.pixel(tick), height - BOTTOM + 17, "middle", "", number(tick) + " s");
        }
        double mark = time.pixel(picture.mark().seconds());
        String anchor = mark > WIDTH / 2.0 ? "end" : "start";
        text(mark, height - 8, anchor, "fill=\"#555\"", picture.mark().text());
    }

    private void rule(double x1, double y1, double x2, double y2, String style) {
        svg.append(
                "<path d=\"M%.1f %.1fL%.1f %.1f\" fill=\"none\" %s/>%n"
                        .formatted(x1, y1, x2, y2, style));
    }

    private void text(double x, double y, String anchor, String style, String words) {
        svg.append(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n"
                        .formatted(x, y, anchor, style, escaped(words)));
    }

    private static String stroke(int line) {
        return STROKES.get(line % STROKES.size());
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "%,d".formatted((long) value) : "%.1f".formatted(value);
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
