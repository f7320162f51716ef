package dev.sluice.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class MailboxTest {

    private static final LoopMessage TELL = new LoopMessage.Joined();
    private static final LoopMessage READ = new LoopMessage.Stop();

    private final Mailbox mailbox = new Mailbox(2);

    @Test
    void messagesComeOutInTheOrderInWhichTheyCame() throws InterruptedException {
        mailbox.postRead(READ);
        mailbox.post(TELL);
        mailbox.postRead(READ);
        assertThat(mailbox.take(0)).contains(READ);
        assertThat(mailbox.take(0)).contains(TELL);
        assertThat(mailbox.take(0)).contains(READ);
        assertThat(mailbox.take(0)).isEmpty();
    }

    @Test
    void aWaitOfNothingOrLessIsNoWait() throws InterruptedException {
        assertThat(mailbox.take(-1)).isEmpty();
        assertThat(mailbox.take(Long.MIN_VALUE)).isEmpty();
    }

    @Test
    void aReaderWaitsForRoomAndAMessageTakenMakesIt() throws InterruptedException {
        mailbox.postRead(READ);
        mailbox.postRead(READ);
        Thread reader = reader(1, new CountDownLatch(1));
        waiting(reader);
        assertThat(mailbox.take(0)).contains(READ);
        reader.join();
        assertThat(mailbox.take(0)).contains(READ);
        assertThat(mailbox.take(0)).contains(READ);
        assertThat(mailbox.take(0)).isEmpty();
    }

    @Test
    void whatTheLoopSetGoingNeverWaitsAndTakesNoRoom() throws InterruptedException {
        mailbox.postRead(READ);
        mailbox.postRead(READ);
        IntStream.range(0, 1_000).forEach(n -> mailbox.post(TELL));
        mailbox.take(0);
        mailbox.take(0);
        assertThat(mailbox.take(0)).contains(TELL);
        mailbox.postRead(READ);
        mailbox.postRead(READ);
        waiting(reader(1, new CountDownLatch(1)));
    }

    @Test
    void whatTheLoopSetGoingMakesNoRoomEither() throws InterruptedException {
        mailbox.post(TELL);
        mailbox.postRead(READ);
        mailbox.postRead(READ);
        assertThat(mailbox.take(0)).contains(TELL);
        waiting(reader(1, new CountDownLatch(1)));
    }

    @Test
    void readersDoNotWaitForALoopThatEnded() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread reader = reader(5_000, done);
        waiting(reader);
        mailbox.close();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aReaderThatIsInterruptedPostsNothing() throws InterruptedException {
        mailbox.postRead(READ);
        mailbox.postRead(READ);
        CountDownLatch done = new CountDownLatch(1);
        Thread reader = reader(1, done);
        waiting(reader);
        reader.interrupt();
        reader.join();
        assertThat(done.getCount()).isEqualTo(1);
        mailbox.take(0);
        mailbox.take(0);
        assertThat(mailbox.take(0)).isEmpty();
    }

    @Test
    void whoWaitsForAMessageGetsItWhenItComes() {
        CompletableFuture<Boolean> taken =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return mailbox.take(TimeUnit.SECONDS.toNanos(10)).isPresent();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return false;
                    }
                });
        mailbox.post(TELL);
        assertThat(taken.join()).isTrue();
    }

    private Thread reader(int messages, CountDownLatch done) {
        return Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        for (int n = 0; n < messages; n++) {
                            mailbox.postRead(READ);
                        }
                        done.countDown();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private static void waiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(thread.isAlive()).as("it waits").isTrue();
            Thread.onSpinWait();
        }
    }
}
