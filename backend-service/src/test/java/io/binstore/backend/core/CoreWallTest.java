package io.binstore.backend.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** The wall around the backend's decisions: what runs in production is what the simulator runs from a seed. */
class CoreWallTest {

    private static final String CORE = "io.binstore.backend.core..";

    private final JavaClasses core = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.binstore.backend.core");

    @Test
    void seesTheWorldThroughItsPortsOnly() {
        classes().that().resideInAPackage(CORE)
                .should().onlyDependOnClassesThat(resideInAPackage(CORE)
                        .or(resideInAPackage("io.binstore.protocol.model"))
                        .or(resideInAPackage("io.binstore.protocol.operation"))
                        .or(resideInAPackage("io.binstore.protocol.message"))
                        .or(resideInAPackage("io.binstore.protocol.runtime"))
                        .or(resideInAPackage("java.lang.."))
                        .or(resideInAPackage("java.util"))
                        .or(resideInAPackage("java.util.function"))
                        .or(resideInAPackage("java.util.stream"))
                        .or(resideInAPackage("org.slf4j"))
                        .or(resideInAPackage("org.jspecify.annotations")))
                .because("Spring, Jackson, sockets, files, executors and clocks belong to the"
                        + " adapters, and the simulator has none of them")
                .check(core);
    }

    @Test
    void hasNoThreadsOfItsOwn() {
        noClasses().that().resideInAPackage(CORE)
                .should().dependOnClassesThat().haveFullyQualifiedName("java.lang.Thread")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.lang.ThreadLocal")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Timer")
                .orShould().callMethod(java.util.Collection.class, "parallelStream")
                .because("a backend is one logical thread, and its loop owns it")
                .check(core);
    }

    @Test
    void takesNoLocks() {
        noMethods().that().areDeclaredInClassesThat().resideInAPackage(CORE)
                .should().haveModifier(JavaModifier.SYNCHRONIZED)
                .because("everything runs on one loop")
                .check(core);
        noFields().that().areDeclaredInClassesThat().resideInAPackage(CORE)
                .should().haveModifier(JavaModifier.VOLATILE)
                .because("everything runs on one loop")
                .check(core);
        noClasses().that().resideInAPackage(CORE)
                .should().callMethod(Object.class, "wait")
                .orShould().callMethod(Object.class, "notify")
                .orShould().callMethod(Object.class, "notifyAll")
                .because("nothing may block the loop")
                .check(core);
    }

    @Test
    void readsNoClockButTheTicker() {
        noClasses().that().resideInAPackage(CORE)
                .should().callMethod(System.class, "nanoTime")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Date")
                .because("time comes through the ticker, so that a simulation can make it")
                .check(core);
    }

    @Test
    void takesNoChanceButItsRandomness() {
        noClasses().that().resideInAPackage(CORE)
                .should().dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
                .orShould().dependOnClassesThat()
                .haveFullyQualifiedName("java.util.SplittableRandom")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.UUID")
                .orShould().callMethod(Math.class, "random")
                .orShould().callMethod(System.class, "identityHashCode", Object.class)
                .because("a seed has to give the same run twice")
                .check(core);
    }

    @Test
    void keepsNothingInCollectionsWithoutAnOrder() {
        noFields().that().areDeclaredInClassesThat().resideInAPackage(CORE)
                .should().haveRawType(HashMap.class)
                .orShould().haveRawType(HashSet.class)
                .because("their order differs between runs; where one is used for look-ups only,"
                        + " a field of the interface's type says so")
                .check(core);
        noClasses().that().resideInAPackage(CORE)
                .and().doNotHaveSimpleName("TouchIndex")
                .should().callConstructor(HashMap.class)
                .orShould().callConstructor(HashSet.class)
                .because("only the index of touched places needs one, and never iterates it")
                .check(core);
    }

    @Test
    void hasNoCycles() {
        slices().matching("io.binstore.backend.core.(*)..").should().beFreeOfCycles()
                .because("a partition knows nothing of transfers")
                .check(core);
        noClasses().that().resideInAPackage("io.binstore.backend.core.partition..")
                .should().dependOnClassesThat()
                .resideInAPackage("io.binstore.backend.core.transfer..")
                .because("the state moves without knowing how")
                .check(core);
    }
}
