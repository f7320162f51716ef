package dev.sluice.app.bench.picture;

import java.util.List;

/**
 * Panels below each other over one time axis, with a line for each client in each of them.
 *
 * @param mark a time that is marked in all panels, such as the ideal's
 */
public record Picture(String title, List<Panel> panels, double seconds, Mark mark) {

    /** A panel; its lines are in the same order in all panels. */
    public record Panel(String title, List<Line> lines) {
        public Panel {
            lines = List.copyOf(lines);
        }

        double largest() {
            return lines.stream()
                    .flatMap(line -> line.points().stream())
                    .mapToDouble(Point::value)
                    .max()
                    .orElse(0);
        }
    }

    public record Line(String name, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    public record Point(double seconds, double value) {}

    public record Mark(String text, double seconds) {}

    public Picture {
        panels = List.copyOf(panels);
    }

    public String svg() {
        return new SvgWriter(this).write();
    }
}
