package org.segmentattribution.model;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Arrows between the wings that read ONNX: from the importer down to the file. */
@AnalyzeClasses(
    packages = "org.segmentattribution.model",
    importOptions = {ModelWingsTest.Product.class})
class ModelWingsTest {
  private static final String MODEL = "org.segmentattribution.model.";
  private static final String ONNX = MODEL + "onnx.";

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
          .layer("engine")
          .definedBy(MODEL + "engine..")
          .layer("layer")
          .definedBy(MODEL + "layer")
          .layer("shape")
          .definedBy(MODEL + "layer.shape")
          .layer("mask")
          .definedBy(MODEL + "layer.mask")
          .layer("fuse")
          .definedBy(MODEL + "layer.fuse")
          .layer("file")
          .definedBy(ONNX + "file")
          .layer("constant")
          .definedBy(ONNX + "constant")
          .layer("graph")
          .definedBy(ONNX + "graph")
          .layer("head")
          .definedBy(ONNX + "head")
          .layer("operator")
          .definedBy(ONNX + "operator")
          .layer("families")
          .definedBy(ONNX + "operator.*")
          .layer("importer")
          .definedBy(MODEL + "onnx")
          .layer("above")
          .definedBy(ONNX + "check", ONNX + "write")
          .whereLayer("engine")
          .mayNotAccessAnyLayer()
          .whereLayer("layer")
          .mayOnlyAccessLayers("engine")
          .whereLayer("shape")
          .mayOnlyAccessLayers("layer", "engine")
          .whereLayer("mask")
          .mayOnlyAccessLayers("layer", "engine")
          .whereLayer("fuse")
          .mayOnlyAccessLayers("layer", "shape", "mask")
          .whereLayer("fuse")
          .mayOnlyBeAccessedByLayers("importer")
          .whereLayer("file")
          .mayNotAccessAnyLayer()
          .whereLayer("constant")
          .mayOnlyAccessLayers("file", "layer")
          .whereLayer("graph")
          .mayOnlyAccessLayers("constant", "file", "layer", "shape", "mask", "engine")
          .whereLayer("head")
          .mayOnlyAccessLayers("graph", "file")
          .whereLayer("operator")
          .mayOnlyAccessLayers("graph", "constant", "file")
          .whereLayer("families")
          .mayOnlyAccessLayers("operator", "graph", "constant", "file", "layer", "shape", "mask")
          .whereLayer("importer")
          .mayOnlyBeAccessedByLayers("above")
          .whereLayer("above")
          .mayNotBeAccessedByAnyLayer();

  /** Each class of these wings is a slice of its own: a circle of classes is a circle of slices. */
  private static final class OneClass implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String room = type.getPackageName();
      boolean wing = room.startsWith(MODEL + "onnx") || room.startsWith(MODEL + "layer");
      String outer = type.getName().replaceAll("\\$.*", "");
      return wing ? SliceIdentifier.of(outer) : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "classes of the wings";
    }
  }

  @ArchTest
  static final ArchRule noCirclesOfClasses =
      slices().assignedFrom(new OneClass()).should().beFreeOfCycles();
}
