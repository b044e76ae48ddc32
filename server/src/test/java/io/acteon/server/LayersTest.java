package io.acteon.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Which package may see which: what package-info files say, kept. */
final class LayersTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.acteon");

  private static final String[] SPI = {
    "io.acteon.state..", "io.acteon.audit..", "io.acteon.provider"
  };

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices().matching("io.acteon.(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void theModelImportsOnlyTheJdk() {
    onlySees("io.acteon.model..", "io.acteon.model..");
  }

  @Test
  void timeImportsOnlyTheJdk() {
    onlySees("io.acteon.time..", "io.acteon.time..");
  }

  @Test
  void theSpisKnowNoBackendAndNoEngine() {
    for (String spi : SPI) {
      never(
          spi,
          "io.acteon.memory..",
          "io.acteon.dynamodb..",
          "io.acteon.engine..",
          "io.acteon.rules..",
          "io.acteon.server..");
    }
  }

  @Test
  void rulesKnowNoStoreAndNoEngine() {
    never(
        "io.acteon.rules..",
        "io.acteon.state..",
        "io.acteon.audit..",
        "io.acteon.engine..",
        "io.acteon.memory..",
        "io.acteon.dynamodb..",
        "io.acteon.server..");
  }

  @Test
  void theEngineKnowsNoBackendNoServerAndNoYaml() {
    never(
        "io.acteon.engine..",
        "io.acteon.memory..",
        "io.acteon.dynamodb..",
        "io.acteon.server..",
        "io.acteon.rules.yaml..");
  }

  @Test
  void dynamoDbSeesNeitherRulesNorEngineNorServer() {
    never(
        "io.acteon.dynamodb..",
        "io.acteon.rules..",
        "io.acteon.engine..",
        "io.acteon.server..",
        "io.acteon.memory..",
        "io.acteon.provider..");
  }

  @Test
  void onlyDynamoDbAndItsTestsSeeTheAwsSdk() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.acteon.dynamodb..", "io.acteon.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .check(OURS);
  }

  @Test
  void onlyTheTransportSeesTheWebServer() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.acteon.server.http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.helidon..")
        .check(OURS);
  }

  @Test
  void onlyTheCommandLineSeesTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.acteon.server.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.acteon.server.cli..", "picocli..")
        .check(OURS);
  }

  @Test
  void theConfigurationKnowsNeitherEngineNorApi() {
    never(
        "io.acteon.server.config..",
        "io.acteon.engine..",
        "io.acteon.rules..",
        "io.acteon.server.http..",
        "io.acteon.server.metrics..",
        "io.acteon.dynamodb..",
        "io.acteon.memory..");
  }

  @Test
  void theApiDoesNotKnowTheConfigurationFile() {
    never("io.acteon.server.http..", "io.acteon.server.config..");
  }

  @Test
  void theSimulatorKnowsNothingOfTheGateway() {
    never(
        "io.acteon.simulator..", "io.acteon.model..", "io.acteon.dynamodb..", "io.acteon.server..");
  }

  @Test
  void theContractsKnowNoBackend() {
    never(
        "io.acteon.testkit..",
        "io.acteon.memory..",
        "io.acteon.dynamodb..",
        "io.acteon.engine..",
        "io.acteon.rules..",
        "io.acteon.server..");
  }

  @Test
  void cryptographyKnowsNoBackendNoEngineAndNoServer() {
    never(
        "io.acteon.crypto..",
        "io.acteon.memory..",
        "io.acteon.dynamodb..",
        "io.acteon.engine..",
        "io.acteon.rules..",
        "io.acteon.server..");
  }

  @Test
  void theMemoryBackendsKnowNoOtherAndNoEngine() {
    never(
        "io.acteon.memory..",
        "io.acteon.dynamodb..",
        "io.acteon.engine..",
        "io.acteon.rules..",
        "io.acteon.provider..",
        "io.acteon.server..");
  }

  private static void never(String from, String... to) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .check(OURS);
  }

  private static void onlySees(String from, String self) {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(from)
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(self, "java..", "org.jspecify..");
    rule.check(OURS);
  }
}
