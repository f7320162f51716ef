package dev.sluice.dispatcher.admission.quota;

import dev.sluice.config.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalUnit;

/**
 * Minutes, hours, days, ISO weeks (from Monday), months and years as clocks and calendars of a zone
 * show them. A day of a change to or from summer time has 23 or 25 hours. Where an hour comes twice
 * it is two hours; a day that begins within a change begins with its first moment.
 */
final class Periods {

    private Periods() {}

    /** The first moment of the period that {@code time} is in. */
    static ZonedDateTime startOf(Window.Unit unit, ZonedDateTime time) {
        return switch (unit) {
            case SECONDS -> time.truncatedTo(ChronoUnit.SECONDS);
            case MINUTES -> time.truncatedTo(ChronoUnit.MINUTES);
            case HOURS -> time.truncatedTo(ChronoUnit.HOURS);
            // Not truncatedTo: it would take the later of two midnights.
            case DAYS, WEEKS, MONTHS, YEARS ->
                    firstDay(unit, time.toLocalDate()).atStartOfDay(time.getZone());
        };
    }

    /** The first moment of the period after the one that {@code time} is in. */
    static ZonedDateTime after(Window.Unit unit, ZonedDateTime time) {
        LocalDate first = firstDay(unit, time.toLocalDate());
        return switch (unit) {
            case SECONDS -> next(ChronoUnit.SECONDS, time);
            case MINUTES -> next(ChronoUnit.MINUTES, time);
            case HOURS -> next(ChronoUnit.HOURS, time);
            case DAYS -> first.plusDays(1).atStartOfDay(time.getZone());
            case WEEKS -> first.plusWeeks(1).atStartOfDay(time.getZone());
            case MONTHS -> first.plusMonths(1).atStartOfDay(time.getZone());
            case YEARS -> first.plusYears(1).atStartOfDay(time.getZone());
        };
    }

    private static LocalDate firstDay(Window.Unit unit, LocalDate day) {
        return switch (unit) {
            case SECONDS, MINUTES, HOURS, DAYS -> day;
            case WEEKS -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHS -> day.with(TemporalAdjusters.firstDayOfMonth());
            case YEARS -> day.with(TemporalAdjusters.firstDayOfYear());
        };
    }

    /**
     * Usually one unit of elapsed time on. Where a clock is put back by half an hour (Lord Howe)
     * that is still the same hour: then it ends when the clock shows the next one.
     */
    private static ZonedDateTime next(TemporalUnit unit, ZonedDateTime time) {
        ZonedDateTime start = time.truncatedTo(unit);
        Duration length = unit.getDuration();
        ZonedDateTime next = start.plus(length).truncatedTo(unit);
        return next.isAfter(start)
                ? next
                : start.toLocalDateTime().plus(length).atZone(time.getZone());
    }
}
