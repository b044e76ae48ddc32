package io.acteon.bench.audit;

import io.acteon.audit.AuditRecord;
import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ChainTip;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.crypto.chain.Segment;
import io.acteon.crypto.chain.SegmentBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes a chain of intents and outcomes, segment by segment, as gateways append it. For one thread.
 */
final class ChainMaker {
  static final ChainId CHAIN = new ChainId(ChainId.logId("bench"), "bench#t", 0);

  /** Records of a segment; even, since each outcome comes with its intent. */
  static final int RECORDS = 64;

  private final SampleRecords samples = new SampleRecords();
  private final SplittableRandom random = new SplittableRandom();
  private final Ed25519Private key;
  private ChainTip tip = ChainTip.beginning(CHAIN);

  /** A segment and the records that it names. */
  record Made(SegmentBytes segment, List<SealedRecord> records) {}

  ChainMaker(Ed25519Private key) {
    this.key = key;
  }

  ChainTip tip() {
    return tip;
  }

  Made next() {
    var records = new ArrayList<SealedRecord>();
    var links = new ArrayList<ChainTip.Link>();
    for (int i = 0; i < RECORDS; i += 2) {
      AuditRecord outcome = samples.executed();
      for (AuditRecord record : List.of(SampleRecords.intentOf(outcome), outcome)) {
        SealedRecord sealed = SealedRecord.seal(record, random);
        records.add(sealed);
        links.add(
            new ChainTip.Link(
                record.id(), 0, record.dispatchedAt().toEpochMilli(), sealed.contentHash()));
      }
    }
    byte[] batchId = new byte[Segment.BATCH_ID_LENGTH];
    random.nextBytes(batchId);
    SegmentBytes segment = tip.append(links, Octets.of(batchId), Optional.of(key));
    tip = tip.after(segment);
    return new Made(segment, records);
  }
}
