package org.segmentattribution;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows of ARCHITECTURE.md. */
@AnalyzeClasses(
    packages = "org.segmentattribution",
    importOptions = {RoomsTest.Product.class})
class RoomsTest {
  private static final String ROOT = "org.segmentattribution.";

  /** Classes that are not tests, in any build folder. */
  static final class Product implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  @ArchTest
  static final ArchRule arrows =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cli")
          .definedBy(ROOT + "cli..")
          .optionalLayer("spark")
          .definedBy(ROOT + "spark..")
          .layer("experiment")
          .definedBy(ROOT + "experiment..")
          .layer("pipeline")
          .definedBy(ROOT + "pipeline..")
          .layer("saliency")
          .definedBy(ROOT + "saliency..")
          .layer("model")
          .definedBy(ROOT + "model..")
          .layer("segmentation")
          .definedBy(ROOT + "segmentation..")
          .layer("dataset")
          .definedBy(ROOT + "dataset..")
          .layer("table")
          .definedBy(ROOT + "table..")
          .layer("statistics")
          .definedBy(ROOT + "statistics..")
          .layer("report")
          .definedBy(ROOT + "report..")
          .layer("image")
          .definedBy(ROOT + "image..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("spark")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("experiment")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("pipeline")
          .mayOnlyBeAccessedByLayers("cli", "experiment", "spark")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("cli", "experiment")
          .whereLayer("saliency")
          .mayOnlyBeAccessedByLayers("cli", "experiment", "pipeline")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("cli", "experiment", "pipeline", "saliency")
          .whereLayer("segmentation")
          .mayOnlyBeAccessedByLayers("cli", "experiment", "pipeline")
          .whereLayer("dataset")
          .mayOnlyBeAccessedByLayers("cli", "experiment", "pipeline", "spark")
          .whereLayer("table")
          .mayOnlyBeAccessedByLayers("cli", "experiment", "pipeline", "report")
          .whereLayer("statistics")
          .mayOnlyBeAccessedByLayers("cli", "experiment", "pipeline", "report", "table");

  @ArchTest
  static final ArchRule noCycles = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  /** Segmenters run ONNX as well, but only these three classes of theirs know the engine. */
  private static final String GATES =
      ".*\\.segmentation\\.(OnnxGraph|OnnxTensors|Tokenizer)(\\$.*)?";

  /** A classifier's file is run by ONNX Runtime to be compared with, in one class. */
  @ArchTest
  static final ArchRule theOtherEngineStaysBehindOneClass =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "model..", ROOT + "saliency..")
          .and()
          .haveNameNotMatching(".*\\.model\\.OnnxRuntimeFile(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule tensorsStayInTwoRooms =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "model..", ROOT + "saliency..")
          .and()
          .haveNameNotMatching(GATES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..", "ai.onnx..", "ai.onnxruntime..");
}
