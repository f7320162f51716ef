package dev.sluice.schemas.registry;

import org.apache.avro.Schema;

/**
 * One version of a subject.
 *
 * @param version counts from 1 within the subject
 * @param id the same for the same schema under every subject
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
