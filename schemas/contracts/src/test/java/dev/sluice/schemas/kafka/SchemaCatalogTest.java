package dev.sluice.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.RegisteredSchema;
import java.util.function.ToIntFunction;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SchemaCatalogTest {

    private static final Schema A = schema("A");
    private static final Schema B = schema("B");

    private final SchemaCatalog catalog = new SchemaCatalog();

    @Test
    void an_id_is_the_offset_of_the_first_record_plus_one() {
        apply(0, "x", A);
        apply(5, "x", B);
        apply(9, "x", A);

        assertThat(ids("x", RegisteredSchema::id)).containsExactly(1, 6);
        assertThat(catalog.schema(6)).hasValue(B);
        assertThat(catalog.schema(10)).isEmpty();
    }

    @Test
    void versions_count_within_their_subject() {
        apply(0, "x", A);
        apply(1, "y", B);
        apply(2, "y", A);
        apply(3, "x", B);

        assertThat(ids("x", RegisteredSchema::version)).containsExactly(1, 2);
        assertThat(ids("y", RegisteredSchema::version)).containsExactly(1, 2);
        assertThat(ids("x", RegisteredSchema::id)).containsExactly(1, 2);
        assertThat(ids("y", RegisteredSchema::id)).containsExactly(2, 1);
        assertThat(catalog.subjects()).containsExactly("x", "y");
    }

    @Test
    void the_same_schema_under_two_subjects_has_one_id() {
        apply(3, "x", A);
        apply(4, "y", A);

        assertThat(catalog.find("y", A)).hasValue(new RegisteredSchema("y", 1, 4, A));
    }

    @Test
    void a_subject_that_nobody_registered_is_empty() {
        assertThat(catalog.versions("x")).isEmpty();
        assertThat(catalog.find("x", A)).isEmpty();
        assertThat(catalog.subjects()).isEmpty();
    }

    @Test
    void a_full_catalog_ignores_new_schemas_and_takes_new_subjects_of_old_ones() {
        for (int i = 0; i < SchemaCatalog.SCHEMAS_MAX; i++) {
            apply(i, "x", schema("S" + i));
        }

        apply(SchemaCatalog.SCHEMAS_MAX, "y", A);
        apply(SchemaCatalog.SCHEMAS_MAX + 1, "y", schema("S7"));

        assertThat(catalog.full()).isTrue();
        assertThat(ids("y", RegisteredSchema::id)).containsExactly(8);
    }

    private void apply(long offset, String subject, Schema schema) {
        catalog.apply(offset, new SchemaRecord(subject, schema));
    }

    private int[] ids(String subject, ToIntFunction<RegisteredSchema> of) {
        return catalog.versions(subject).stream().mapToInt(of).toArray();
    }

    private static Schema schema(String name) {
        return SchemaBuilder.record(name).fields().requiredString("text").endRecord();
    }
}
