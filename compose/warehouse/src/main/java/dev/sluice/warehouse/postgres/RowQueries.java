package dev.sluice.warehouse.postgres;

/**
 * Rows in the form in which they are compared with records; {@code RecordRows} makes the same of a
 * record.
 */
public final class RowQueries {

    /** Takes a partition; offset, amount, content. */
    public static final String ENTRIES =
            """
            SELECT kafka_offset, amount_picos,
                   concat_ws('|', entry_id, kind, tenant_customer, tenant_team, tenant_virtual_key, model, outcome,
                             (extract(epoch FROM event_at) * 1000)::bigint)
            FROM ledger_entries WHERE kafka_partition = ? ORDER BY kafka_offset
            """;

    /**
     * Takes a partition; offset, no amount, content. The leaf is computed from the canonical bytes.
     */
    public static final String AUDIT =
            """
            SELECT kafka_offset, 0,
                   concat_ws('|', chain, seq, encode(mac, 'hex'), encode(sha256('\\x00'::bytea || canonical), 'hex'))
            FROM audit_log WHERE kafka_partition = ? ORDER BY kafka_offset
            """;

    /** Key, content. */
    public static final String SPEND =
            """
            SELECT spend_key,
                   concat_ws('|', scope, id, "window", calls, answered, unknown, input_tokens, output_tokens,
                             trim_scale(usd), trim_scale(unknown_usd))
            FROM ledger_spend
            """;

    private RowQueries() {}
}
