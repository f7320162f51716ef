package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Window.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodsTest {

    @ParameterizedTest(name = "{1} of {2} in {0}: {3} to {4}")
    @CsvSource({
        // the day of summer time has 23 hours, that of winter time 25
        "Europe/Berlin, DAYS, 2026-03-29T12:00+02:00, 2026-03-29T00:00+01:00, 2026-03-30T00:00+02:00",
        "Europe/Berlin, DAYS, 2026-10-25T12:00+01:00, 2026-10-25T00:00+02:00, 2026-10-26T00:00+01:00",
        "America/New_York, DAYS, 2026-03-08T12:00-04:00, 2026-03-08T00:00-05:00,"
                + " 2026-03-09T00:00-04:00",
        "America/New_York, DAYS, 2026-11-01T12:00-05:00, 2026-11-01T00:00-04:00,"
                + " 2026-11-02T00:00-05:00",
        // an hour that comes twice is two hours, and one that does not come is none
        "Europe/Berlin, HOURS, 2026-10-25T02:30+02:00, 2026-10-25T02:00+02:00,"
                + " 2026-10-25T02:00+01:00",
        "Europe/Berlin, HOURS, 2026-10-25T02:30+01:00, 2026-10-25T02:00+01:00,"
                + " 2026-10-25T03:00+01:00",
        "Europe/Berlin, HOURS, 2026-03-29T01:30+01:00, 2026-03-29T01:00+01:00,"
                + " 2026-03-29T03:00+02:00",
        // half an hour back: one hour of 90 minutes; half an hour on: one of 30
        "Australia/Lord_Howe, HOURS, 2026-04-05T01:45+10:30, 2026-04-05T01:00+11:00,"
                + " 2026-04-05T02:00+10:30",
        "Australia/Lord_Howe, HOURS, 2026-10-04T02:45+11:00, 2026-10-04T02:30+11:00,"
                + " 2026-10-04T03:00+11:00",
        // zones of half and quarter hours
        "Asia/Kathmandu, HOURS, 2026-01-01T00:20Z, 2026-01-01T00:15Z, 2026-01-01T01:15Z",
        // midnight comes twice: the day begins with the first
        "America/Havana, DAYS, 2026-11-01T00:30-05:00, 2026-11-01T00:00-04:00,"
                + " 2026-11-02T00:00-05:00",
        // midnight does not come: the day begins at one
        "America/Havana, DAYS, 2026-03-08T12:00-04:00, 2026-03-08T01:00-04:00,"
                + " 2026-03-09T00:00-04:00",
        // a day that was left out
        "Pacific/Apia, DAYS, 2011-12-29T12:00-10:00, 2011-12-29T00:00-10:00, 2011-12-31T00:00+14:00",
        "UTC, MINUTES, 2026-06-30T23:59:59Z, 2026-06-30T23:59Z, 2026-07-01T00:00Z",
        "UTC, SECONDS, 2026-06-30T23:59:59.5Z, 2026-06-30T23:59:59Z, 2026-07-01T00:00Z",
        // weeks from Monday, over the end of a year
        "UTC, WEEKS, 2027-01-03T23:59Z, 2026-12-28T00:00Z, 2027-01-04T00:00Z",
        "UTC, WEEKS, 2026-12-28T00:00Z, 2026-12-28T00:00Z, 2027-01-04T00:00Z",
        "Europe/Berlin, WEEKS, 2026-03-29T12:00+02:00, 2026-03-23T00:00+01:00,"
                + " 2026-03-30T00:00+02:00",
        // months of 31, 30, 28 and 29 days
        "UTC, MONTHS, 2026-01-31T12:00Z, 2026-01-01T00:00Z, 2026-02-01T00:00Z",
        "UTC, MONTHS, 2026-02-28T12:00Z, 2026-02-01T00:00Z, 2026-03-01T00:00Z",
        "UTC, MONTHS, 2028-02-29T12:00Z, 2028-02-01T00:00Z, 2028-03-01T00:00Z",
        "Asia/Tokyo, MONTHS, 2026-07-31T14:59:59Z, 2026-07-01T00:00+09:00, 2026-08-01T00:00+09:00",
        "Asia/Tokyo, MONTHS, 2026-07-31T15:00Z, 2026-08-01T00:00+09:00, 2026-09-01T00:00+09:00",
        "America/New_York, YEARS, 2028-02-29T12:00-05:00, 2028-01-01T00:00-05:00,"
                + " 2029-01-01T00:00-05:00",
    })
    void aPeriodBeginsAndEndsByTheClockOfItsZone(
            String zone, Unit unit, OffsetDateTime now, OffsetDateTime start, OffsetDateTime end) {
        ZonedDateTime time = now.atZoneSameInstant(ZoneId.of(zone));
        assertThat(Periods.startOf(unit, time).toInstant()).isEqualTo(start.toInstant());
        assertThat(Periods.after(unit, time).toInstant()).isEqualTo(end.toInstant());
    }

    /** Whatever the zone does, periods follow each other without gap or overlap. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin", "America/New_York", "America/Havana", "Australia/Lord_Howe",
        "America/Sao_Paulo", "Asia/Beirut", "Africa/Casablanca", "Pacific/Apia"
    })
    void periodsFollowEachOther(String zone) {
        Instant end = Instant.parse("2012-12-31T00:00:00Z");
        for (Unit unit : new Unit[] {Unit.HOURS, Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS}) {
            ZonedDateTime start =
                    Periods.startOf(
                            unit, Instant.parse("2011-01-01T00:00:00Z").atZone(ZoneId.of(zone)));
            while (start.toInstant().isBefore(end)) {
                ZonedDateTime next = Periods.after(unit, start);
                assertThat(next).isAfter(start);
                assertThat(Periods.startOf(unit, next)).isEqualTo(next);
                ZonedDateTime last = next.minusNanos(1);
                assertThat(Periods.startOf(unit, last)).as("%s %s", unit, last).isEqualTo(start);
                assertThat(Periods.after(unit, last)).isEqualTo(next);
                ZonedDateTime middle = start.plus(Duration.between(start, next).dividedBy(2));
                assertThat(Periods.startOf(unit, middle)).isEqualTo(start);
                start = next;
            }
        }
    }
}
