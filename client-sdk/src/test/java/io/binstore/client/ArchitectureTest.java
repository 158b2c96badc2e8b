package io.binstore.client;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.binstore.client.core.ClientCore;
import io.binstore.client.core.ClientProbe;
import io.binstore.client.core.ClientReport;
import io.binstore.client.core.ClientSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.WeakHashMap;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String CORE = "io.binstore.client.core..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.binstore.client");

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void coreKnowsTheProtocolOnly() {
        check(classes().that().resideInAPackage(CORE).should()
                .onlyDependOnClassesThat(resideInAnyPackage(CORE,
                        "io.binstore.protocol.model..", "io.binstore.protocol.operation..",
                        "io.binstore.protocol.message..",
                        "io.binstore.protocol.runtime..", "java.lang..", "java.util..",
                        "org.slf4j..", "org.jspecify.."))
                .because(
                        "the simulator runs the same classes in one thread, without network, frameworks or files"));
    }

    @Test
    void coreHasNoThreads() {
        check(noClasses().that().resideInAPackage(CORE).should().dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .orShould().dependOnClassesThat()
                .belongToAnyOf(Thread.class, ThreadLocal.class, Runtime.class)
                .because(
                        "it lives on one loop, and whatever waits or runs elsewhere cannot be replayed from a seed"));
    }

    @Test
    void coreReadsNoClock() {
        check(noClasses().that().resideInAPackage(CORE).should()
                .callMethod(System.class, "nanoTime")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().dependOnClassesThat().belongToAnyOf(Clock.class, Instant.class)
                .orShould().dependOnClassesThat().resideInAPackage("java.time..")
                .because("time comes from the Ticker, so that a simulation can make it pass"));
    }

    @Test
    void coreHasNoChanceOfItsOwn() {
        check(noClasses().that().resideInAPackage(CORE).should().dependOnClassesThat()
                .belongToAnyOf(Random.class, SplittableRandom.class, UUID.class)
                .orShould().callMethod(Math.class, "random")
                .orShould().callMethod(System.class, "identityHashCode", Object.class)
                .because("every free choice comes from Randomness, so that the seed makes it"));
    }

    @Test
    void coreHoldsNothingWithoutAnOrder() {
        check(noClasses().that().resideInAPackage(CORE).should().dependOnClassesThat()
                .belongToAnyOf(HashMap.class, HashSet.class, IdentityHashMap.class,
                        WeakHashMap.class)
                .because(
                        "the order in which these are walked through may differ between two runs of one seed"));
    }

    @Test
    void coreShowsItsNodeOnly() {
        check(noClasses().that().resideInAPackage(CORE)
                .and(not(belongToAnyOf(ClientCore.class, ClientSettings.class, ClientReport.class,
                        ClientProbe.class)))
                .should().bePublic()
                .because("what is public cannot be changed freely"));
    }

    @Test
    void transportKnowsNothingOfTheClient() {
        check(noClasses().that().resideInAPackage("io.binstore.client.netty..").should()
                .dependOnClassesThat(resideInAPackage("io.binstore.client..")
                        .and(not(resideInAPackage("io.binstore.client.netty.."))))
                .because("backends carry their own traffic over it"));
    }

    @Test
    void nettyStaysInItsRoom() {
        check(noClasses().that().resideOutsideOfPackage("io.binstore.client.netty..").should()
                .dependOnClassesThat().resideInAPackage("io.netty..")
                .because("the transport can be exchanged"));
    }

    @Test
    void nobodyNeedsSpring() {
        check(noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework..")
                .because("any Java 17 program can use the client"));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("io.binstore.client.(*)..").should().beFreeOfCycles());
    }

    @Test
    void usersSeeNoInnards() {
        check(noClasses().that().resideInAPackage("io.binstore.client").and().arePublic().should()
                .dependOnClassesThat(resideInAPackage("io.binstore.protocol.."))
                .because("the public interface speaks of strings, lists and numbers"));
    }
}
