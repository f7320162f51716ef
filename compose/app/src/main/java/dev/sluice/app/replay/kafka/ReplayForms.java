package dev.sluice.app.replay.kafka;

import dev.sluice.dispatcher.admission.ingress.DeadlineWish;
import dev.sluice.dispatcher.admission.ingress.ReplayForm;
import dev.sluice.dispatcher.streams.admission.Letters;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.streams.DeadLetters;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes of a record what is published in its place.
 *
 * @param deadline in place of the original's
 */
record ReplayForms(Letters letters, Optional<DeadlineWish> deadline, ReplaySigner signer) {

    ReplayForm of(ConsumerRecord<byte[], byte[]> record, RequestId root, Instant now) {
        ReplayForm form =
                ReplayForm.of(
                        new ReplayForm.Original(
                                root.toString(),
                                Instant.ofEpochMilli(record.timestamp()),
                                letters.letter(
                                        ByteBuffer.wrap(record.value()),
                                        DeadLetters.fields(record.headers()))),
                        deadline,
                        now);
        return signer.sign(form, now);
    }
}
