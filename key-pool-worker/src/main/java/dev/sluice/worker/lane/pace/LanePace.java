package dev.sluice.worker.lane.pace;

import dev.sluice.config.AdaptivePolicy;
import dev.sluice.config.Limit;
import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * When a lane may start its next call of one model group: buckets for requests and tokens,
 * allowances of days, slots for calls at the same time, and what answers say about them. What is
 * not configured is taken from headers, else found out by a slow start. Times are nanoseconds of
 * one monotonic clock. Owned by the lane's thread.
 */
public final class LanePace {

    /** No call can be started whatever time passes: one has to end first. */
    public static final long NEVER = Long.MAX_VALUE;

    private final Meter requests;
    private final Meter tokens;
    private final SaidUsedUp usedUp = new SaidUsedUp();
    private final Slots slots;
    private final RecentDelays jitter = new RecentDelays(Duration.ZERO);
    private final Smoothed callSeconds = new Smoothed();
    private final Smoothed callTokens = new Smoothed();
    private final TokenShare tokenShare = new TokenShare();
    private long callsStarted;
    private long drainedAt;
    private long callsTaken;
    private long tokensTaken;

    /** As {@link #LanePace(List, int, AdaptivePolicy, long)}, and nothing is left to others. */
    public LanePace(List<Limit> limits, long now) {
        this(limits, 0, AdaptivePolicy.DEFAULT, now);
    }

    /**
     * Full buckets and free slots at {@code now}.
     *
     * @param headroomPercent share of every limit that is left to others, 0 to 90
     * @param adaptive with how many calls to begin where there is no limit
     */
    public LanePace(List<Limit> limits, int headroomPercent, AdaptivePolicy adaptive, long now) {
        double share = 1 - headroomPercent / 100.0;
        requests = new Meter(Meter.Kind.REQUESTS, of(limits, Limit.Requests.class), share, now);
        tokens = new Meter(Meter.Kind.TOKENS, of(limits, Limit.Tokens.class), share, now);
        slots = Slots.of(limits, share, adaptive);
        boolean bounded = limits.stream().anyMatch(limit -> limit instanceof Limit.Concurrent);
        if (!bounded && limited() == Slots.Known.NOTHING) {
            requests.search(adaptive.start(), now);
        }
    }

    private static List<Limit> of(List<Limit> limits, Class<? extends Limit> kind) {
        return limits.stream().filter(kind::isInstance).toList();
    }

    /** When a call of so many tokens may start; {@link #NEVER} while no slot is free. */
    public long readyAt(long now, long callOfTokens) {
        if (slots.free(limited(), now) < 1) {
            return NEVER;
        }
        return Math.max(
                Math.max(
                        requests.readyAt(now, 1),
                        tokens.readyAt(now, (double) tokenShare.of(callOfTokens))),
                usedUp.until(now));
    }

    /** Takes a request, a slot, and of the tokens as many as such calls turn out to use. */
    public Ticket take(long now, long callOfTokens) {
        long taken = tokenShare.of(callOfTokens);
        callsStarted++;
        callsTaken++;
        tokensTaken += taken;
        callTokens.add((double) taken);
        slots.begin(now);
        requests.take(now, 1, callSeconds.or(0));
        tokens.take(now, (double) taken, callSeconds.or(0));
        return new Ticket(
                now, taken, callOfTokens, callsStarted, callsTaken, tokensTaken, slots.inFlight());
    }

    /** A call of a former owner, as its journal tells: it needs no slot any more. */
    public void spend(long at, long callOfTokens) {
        requests.spend(at, 1);
        tokens.spend(at, (double) callOfTokens);
    }

    /** What a former owner's call gave back to the buckets. */
    public void giveBack(long at, long taken, long counted) {
        tokens.correctPaced(at, (double) taken, (double) counted);
    }

    /** The provider counted fewer (or more) tokens than were taken. */
    public void counted(Ticket ticket, long counted, long now) {
        tokenShare.counted(ticket.estimate(), counted);
        tokensTaken += counted - ticket.tokens();
        boolean more = counted > ticket.tokens();
        if (more || ticket.number() > drainedAt) {
            tokens.correct(now, (double) ticket.tokens(), (double) counted);
        }
    }

    /** What is used of the windows that are longer than an hour. */
    public Allowances allowances() {
        return new Allowances(
                Stream.concat(requests.allowances().stream(), tokens.allowances().stream())
                        .toList(),
                usedUp);
    }

    /** The call went out: what lies between taking and sending is the jitter of this lane. */
    public void sent(Ticket ticket, long sentAt) {
        jitter.add(sentAt - ticket.takenAt());
        Duration p99 = jitter.p99();
        requests.margin(sentAt, p99, 1);
        tokens.margin(sentAt, p99, callTokens.or(1));
    }

    /** The call was not made: its tokens are there again, and its slot. */
    public void withdrawn(Ticket ticket, long now) {
        slots.end();
        counted(ticket, 0, now);
    }

    /** The slot is free again. */
    public void ended(Ticket ticket, long now) {
        slots.end();
        callSeconds.add((now - ticket.takenAt()) / 1e9);
    }

    /** The provider did what it was asked: it may be asked for more at the same time. */
    public void answered(Ticket ticket, long now) {
        slots.answered(ticket, callsStarted, (now - ticket.takenAt()) / 1e9);
    }

    /** Calls of a former owner still run on this lane's key, or no longer do. */
    public void occupy(int calls) {
        slots.occupy(calls);
    }

    /**
     * Corrects the buckets by the headers of an answer. They were counted somewhere between sending
     * and answering, so what was refilled since sending and what was started since may or may not
     * be in them: {@code remaining + max(0, refilled − started) + 1} is never below the truth. They
     * only lower, since other calls are on their way; with nothing in flight they are the truth.
     */
    public void learn(Ticket ticket, long sentAt, Pace said, long now) {
        requests.said(requests(ticket, sentAt, said, now));
        tokens.said(tokens(ticket, sentAt, said, now));
        usedUp.said(said, now);
    }

    private Said requests(Ticket ticket, long sentAt, Pace said, long now) {
        return new Said(
                said.limitRequests(),
                said.remainingRequests(),
                said.resetRequests(),
                sentAt,
                (double) ticket.callsBefore(),
                now,
                (double) callsTaken,
                alone(ticket));
    }

    private Said tokens(Ticket ticket, long sentAt, Pace said, long now) {
        return new Said(
                said.limitTokens(),
                said.remainingTokens(),
                said.resetTokens(),
                sentAt,
                (double) ticket.tokensBefore(),
                now,
                (double) tokensTaken,
                alone(ticket));
    }

    private boolean alone(Ticket ticket) {
        return slots.inFlight() == 0 && callsStarted == ticket.number();
    }

    /**
     * The provider refused for its rate, although the buckets had room: whatever was thought to be
     * left is not, and less comes after it. What ran out by its own words is at fault, else the
     * requests, else the tokens.
     */
    public void refused(Ticket ticket, Pace said, long now) {
        callsTaken--;
        slots.refused(ticket, callsStarted, now);
        boolean tokensRanOut = said.remainingTokens().orElse(1) <= 0;
        boolean requestsRanOut = said.remainingRequests().orElse(1) <= 0;
        boolean requestsFree = said.remainingRequests().orElse(0) > 0;
        boolean byTokens = tokens.known() && (tokensRanOut || requestsFree || !requests.known());
        if (byTokens && !requestsRanOut) {
            tokens.refused(ticket.takenAt(), now, (double) ticket.tokens());
            // What is on its way has reserved of a bucket that was not as full as it was thought.
            drainedAt = said.remainingTokens().isPresent() ? drainedAt : callsStarted;
        } else {
            requests.search(Math.max(GoodRate.FLOOR, 1 / callSeconds.or(1)), now);
            requests.refused(ticket.takenAt(), now, 1);
        }
    }

    /** The provider has too much to do: fewer at the same time, where nobody said how many. */
    public void overloaded(Ticket ticket) {
        slots.overloaded(ticket, callsStarted);
    }

    /** Nothing can be taken before then, and no more than what refills after it. */
    public void emptyUntil(long until) {
        requests.emptyUntil(until);
        tokens.emptyUntil(until);
    }

    public int inFlight() {
        return slots.inFlight();
    }

    /**
     * Until when nothing is left of an allowance; {@code now} where something is.
     *
     * @param callOfTokens of the next call, or zero where none waits
     */
    public long exhaustedUntil(long now, long callOfTokens) {
        double next = Math.max((double) tokenShare.of(callOfTokens), callTokens.or(1));
        return Math.max(
                Math.max(requests.allowedAt(now, 1), tokens.allowedAt(now, next)),
                usedUp.until(now));
    }

    /** Calls that could start now, with the fraction of the next; infinite without a limit. */
    public double startable(long now) {
        double least = Math.min(requests.startable(now, 1), tokens.startable(now, tokensOfACall()));
        return Math.max(0, Math.min(least, slots.free(limited(), now)));
    }

    /**
     * Calls a second in the long run: the smaller of refill and completion; infinite if unlimited.
     */
    public double perSecond(long now) {
        double least = Math.min(requests.perSecond(), tokens.perSecond() / tokensOfACall());
        return Math.min(least, slots.most(limited(), now) / callSeconds.or(0));
    }

    /**
     * Before the first call a whole bucket: if it were taken for less, placement would send a line
     * of calls that then wait here, where nobody can be fair to them.
     */
    private double tokensOfACall() {
        return callTokens.or(tokens.burst());
    }

    /**
     * When {@link #startable} reaches its next whole number by refilling alone; {@link #NEVER}
     * where slots or tokens are what holds it down.
     */
    public long nextWholeAt(long now) {
        return requests.nextWholeAt(now, startable(now));
    }

    /** The limits that it goes by, in the configuration's words; found ones with {@code ~}. */
    public List<String> limits(long now) {
        return Stream.of(
                        requests.written(),
                        tokens.written(),
                        slots.written(limited(), now).stream())
                .flatMap(each -> each)
                .toList();
    }

    /** Whether somebody said how many requests or tokens there are in a time. */
    private Slots.Known limited() {
        return requests.known() || tokens.known() ? Slots.Known.RATE : Slots.Known.NOTHING;
    }
}
