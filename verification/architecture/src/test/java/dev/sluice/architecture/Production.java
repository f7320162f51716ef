package dev.sluice.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** All classes of the program, read once. */
final class Production {

    private static final String GENERATED = "org.apache.avro.specific.AvroGenerated";

    /** Everything, records and builders made by Avro too. */
    static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.sluice");

    private Production() {}

    /** Whether somebody wrote it. */
    static boolean isWritten(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            if (outer.isAnnotatedWith(GENERATED)) {
                return false;
            }
            outer = outer.getEnclosingClass().get();
        }
        return !outer.isAnnotatedWith(GENERATED);
    }
}
