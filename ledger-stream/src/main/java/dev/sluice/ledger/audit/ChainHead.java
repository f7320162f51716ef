package dev.sluice.ledger.audit;

import java.nio.ByteBuffer;

/**
 * Where a chain goes on.
 *
 * @param nextSeq number of the next link
 * @param mac MAC of the last one
 */
public record ChainHead(long nextSeq, ByteBuffer mac) {}
