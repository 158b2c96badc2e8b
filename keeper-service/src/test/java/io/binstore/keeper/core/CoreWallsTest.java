package io.binstore.keeper.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The walls of the keeper's core. */
class CoreWallsTest {

    private final JavaClasses core =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.binstore.keeper.core");

    @Test
    void knowsNothingOfTheOutside() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "tools.jackson..", "com.fasterxml..",
                        "io.micrometer..",
                        "java.net..", "java.nio.channels..", "java.util.concurrent..",
                        "io.binstore.protocol.wire..", "io.binstore.client..", "io.netty..")
                .because(
                        "the same classes run over HTTP and, from one seed, in the simulation")
                .check(core);
    }

    @Test
    void takesNothingFromTheRestOfTheService() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("io.binstore.keeper.http..", "io.binstore.keeper.node..",
                        "io.binstore.keeper.config..", "io.binstore.keeper.actuate..")
                .because("edges depend on the core, never the other way round").check(core);
    }

    @Test
    void readsNoClockAndDrawsNoChanceOfItsOwn() {
        noClasses().should().callMethod(System.class, "nanoTime").orShould()
                .callMethod(System.class, "currentTimeMillis").orShould().dependOnClassesThat()
                .belongToAnyOf(Random.class, UUID.class, Thread.class).orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.time..")
                .because("time and chance come through the ports, so that a seed repeats a run")
                .check(core);
    }

    @Test
    void ordersWhatItIterates() {
        noClasses().should().dependOnClassesThat().belongToAnyOf(HashMap.class, HashSet.class)
                .because("the order of a hash is not defined, and a seed must repeat a run")
                .check(core);
    }
}
