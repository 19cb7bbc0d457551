// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The house: which floor may know of which. */
class ArchitectureTest {

    private static final String ROOT = "io.github.wecomcallback";

    /** Ground floor first. A package may use those before it, and none behind it. */
    private static final List<String> FLOORS = List.of(
            "crypto",
            "account",
            "message",
            "annotation",
            "reply",
            "handler",
            "exchange",
            "delivery",
            "api",
            "kf",
            "bot",
            "web",
            "actuate",
            "console",
            "autoconfigure");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // Others' house: Jackson's XML, under a name of ours.
            .withImportOption(location -> !location.contains("/io/github/wecomcallback/shaded/"))
            .importPackages(ROOT);

    @Test
    void every_package_has_its_floor() {
        Set<String> packages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toSet());

        assertThat(packages).containsExactlyInAnyOrderElementsOf(FLOORS);
    }

    @Test
    void a_package_uses_only_those_below_it() {
        for (int floor = 0; floor < FLOORS.size() - 1; floor++) {
            String[] above = FLOORS.subList(floor + 1, FLOORS.size()).stream()
                    .map(name -> ROOT + "." + name)
                    .toArray(String[]::new);

            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + FLOORS.get(floor))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .check(CLASSES);
        }
    }

    @Test
    void there_is_no_cycle() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void crypto_message_and_reply_know_no_spring() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".crypto", ROOT + ".message", ROOT + ".reply")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..")
                .check(CLASSES);
    }

    @Test
    void only_web_console_and_autoconfigure_know_the_servlet() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".web", ROOT + ".console", ROOT + ".autoconfigure")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..",
                        "org.springframework.web.servlet..",
                        "org.springframework.web.context..",
                        "org.springframework.web.bind..")
                .check(CLASSES);
    }

    @Test
    void every_package_is_null_marked() {
        FLOORS.forEach(floor -> {
            JavaClasses infos = new ClassFileImporter().importPackages(ROOT + "." + floor);
            assertThat(infos.getPackage(ROOT + "." + floor).isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                    .as(floor)
                    .isTrue();
        });
    }

    @Test
    void auto_configurations_are_final() {
        classes()
                .that()
                .areAnnotatedWith("org.springframework.boot.autoconfigure.AutoConfiguration")
                .should()
                .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
                .check(CLASSES);
    }

    /** In any other way, {@code yes}, a blank or a variable of the environment would mean something else. */
    @Test
    void settings_are_read_by_the_binder() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(".*\\.ConditionalOn(Boolean)?Propert(y|ies)")
                .check(CLASSES);
        noClasses()
                .should()
                .callMethodWhere(target(owner(nameMatching("org\\.springframework\\.core\\.env\\..*")))
                        .and(target(nameMatching("(getProperty|getRequiredProperty|containsProperty)"))))
                .check(CLASSES);
    }
}
