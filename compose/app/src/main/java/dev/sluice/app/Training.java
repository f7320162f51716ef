package dev.sluice.app;

import dev.sluice.app.cli.SluiceCommands;
import dev.sluice.app.demo.Demo;
import dev.sluice.config.cel.CelConditions;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * What the script shows the JVM once after each build, so that it keeps the classes that were
 * loaded and what it learned about their methods (JEP 483 and 515). Kafka alone loads thousands:
 * with them kept, everything starts in less than half the time. Leaves nothing behind but that.
 */
final class Training {

    private Training() {}

    public static void main(String[] arguments) throws InterruptedException {
        Main.writeNumbersAlike();
        Main.logInOnePlace();
        SluiceCommands.of(new Main()).getUsageMessage();
        // Only documents with rules load CEL, and then all of it.
        CelConditions.read("budget_used > 80 && has(tags.env) && model.matches('^gpt-')");
        Demo.rehearse(new PrintWriter(Writer.nullWriter()));
        System.exit(0);
    }
}
