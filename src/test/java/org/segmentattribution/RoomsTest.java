package org.segmentattribution;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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

  /** Each room, from the ground up, with the rooms that it may import. */
  private static final Map<String, List<String>> MAY_IMPORT = new LinkedHashMap<>();

  static {
    MAY_IMPORT.put("api", List.of());
    MAY_IMPORT.put("file", List.of("api"));
    MAY_IMPORT.put("hub", List.of("api", "file"));
    MAY_IMPORT.put("statistics", List.of());
    MAY_IMPORT.put("image", List.of("api", "file"));
    MAY_IMPORT.put("table", List.of("api", "file", "image", "statistics"));
    MAY_IMPORT.put("effect", List.of("api", "file", "statistics", "table"));
    MAY_IMPORT.put("slice", List.of("api", "file", "statistics", "table"));
    MAY_IMPORT.put("rating", List.of("api", "file", "statistics", "effect"));
    MAY_IMPORT.put("suspect", List.of("api", "file", "image", "statistics"));
    MAY_IMPORT.put("dataset", List.of("api", "file", "image"));
    MAY_IMPORT.put("runtime", List.of("api", "file"));
    MAY_IMPORT.put("segmentation", List.of("api", "file", "image", "runtime", "statistics"));
    MAY_IMPORT.put("model", List.of("api", "file", "image", "runtime"));
    MAY_IMPORT.put("saliency", List.of("api", "file", "image", "model"));
    MAY_IMPORT.put("report", List.of("api", "file", "image", "table", "statistics", "slice"));
    MAY_IMPORT.put("pipeline", all("saliency", "segmentation", "dataset", "table"));
    MAY_IMPORT.put("run", all("pipeline", "effect", "rating", "slice"));
    MAY_IMPORT.put(
        "analysis",
        List.of("api", "file", "image", "statistics", "effect", "table", "report", "pipeline"));
    MAY_IMPORT.put("command", all("analysis", "run", "hub", "suspect"));
    MAY_IMPORT.put("experiment", all("command"));
    MAY_IMPORT.put("spark", all("command", "cli"));
    MAY_IMPORT.put("cli", all("experiment", "spark"));
  }

  /** These rooms and all that they may import. */
  private static List<String> all(String... rooms) {
    Set<String> all = new LinkedHashSet<>();
    for (String room : rooms) {
      all.add(room);
      all.addAll(MAY_IMPORT.getOrDefault(room, List.of()));
    }
    return List.copyOf(all);
  }

  @ArchTest static final ArchRule arrows = arrows();

  private static ArchRule arrows() {
    LayeredArchitecture rooms = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String room : MAY_IMPORT.keySet()) {
      rooms =
          room.equals("spark")
              ? rooms.optionalLayer(room).definedBy(ROOT + room + "..")
              : rooms.layer(room).definedBy(ROOT + room + "..");
    }
    for (Map.Entry<String, List<String>> room : MAY_IMPORT.entrySet()) {
      rooms =
          room.getValue().isEmpty()
              ? rooms.whereLayer(room.getKey()).mayNotAccessAnyLayer()
              : rooms
                  .whereLayer(room.getKey())
                  .mayOnlyAccessLayers(room.getValue().toArray(String[]::new));
    }
    return rooms;
  }

  @ArchTest
  static final ArchRule noCirclesOfRooms =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noCirclesOfPackages =
      slices().matching(ROOT + "(**)").should().beFreeOfCycles();

  @ArchTest
  static void noCirclesOfClassesInAPackage(JavaClasses classes) {
    Set<String> packages = new TreeSet<>();
    classes.forEach(one -> packages.add(one.getPackageName()));
    for (String name : packages) {
      slices()
          .assignedFrom(new FilesOf(name))
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  /** Each file of one package is a slice; nested classes belong to their file. */
  private record FilesOf(String name) implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass one) {
      return one.getPackageName().equals(name)
          ? SliceIdentifier.of(one.getName().replaceFirst("\\$.*", ""))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "files of " + name;
    }
  }

  private static final int MOST_FILES = 30;

  @Test
  void packagesAreSmall() throws IOException {
    Map<Path, Integer> files = new TreeMap<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      sources
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> files.merge(file.getParent(), 1, Integer::sum));
    }
    files.values().removeIf(count -> count <= MOST_FILES);
    assertEquals(Map.of(), files, "packages of more than " + MOST_FILES + " files");
  }

  private static final int MOST_PARTS = 7;

  /** Records that may have more parts, by their full names. */
  private static final Set<String> LARGE_RECORDS = Set.of();

  @ArchTest
  static void recordsAreSmall(JavaClasses classes) {
    Map<String, Long> large = new TreeMap<>();
    for (JavaClass one : classes) {
      if (one.isRecord() && !LARGE_RECORDS.contains(one.getName())) {
        large.put(
            one.getName(),
            one.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .count());
      }
    }
    assertTrue(large.size() > 100, "records are found");
    large.values().removeIf(parts -> parts <= MOST_PARTS);
    assertEquals(Map.of(), large, "records of more than " + MOST_PARTS + " parts");
  }

  @ArchTest
  static void noNameTwice(JavaClasses classes) {
    Map<String, Set<String>> homes = new TreeMap<>();
    for (JavaClass one : classes) {
      if (one.isTopLevelClass() && !one.getSimpleName().equals("package-info")) {
        homes
            .computeIfAbsent(one.getSimpleName(), key -> new TreeSet<>())
            .add(one.getPackageName());
      }
    }
    homes.values().removeIf(packages -> packages.size() == 1);
    assertEquals(Map.of(), homes, "class names that several packages have");
  }

  /** Segmenters and text towers run ONNX as well, but only these three classes know the engine. */
  private static final String GATES =
      ".*\\.runtime\\.(OnnxEnvironment|OnnxGraph|OnnxTensors|NativeTokenizer)(\\$.*)?";

  /** A classifier's file is run by ONNX Runtime to be compared with, in one class. */
  @ArchTest
  static final ArchRule theOtherEngineStaysBehindOneClass =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "model..", ROOT + "saliency..")
          .and()
          .haveNameNotMatching(
              ".*\\.model\\.(onnx.*\\.OnnxRuntimeFile|engine\\.InstalledOnnxRuntime)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..");

  /** Nothing is sent anywhere but by the commands that say so. */
  @ArchTest
  static final ArchRule threeWingsSendRequests =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT + "hub", ROOT + "segmentation.dinox", ROOT + "command.track")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..");

  @ArchTest
  static final ArchRule modelsAreFetchedByOneCommand =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "hub..", ROOT + "command.fetch", ROOT + "cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + "hub..");

  @ArchTest
  static final ArchRule tensorsStayInTwoRooms =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "model..", ROOT + "saliency..", ROOT + "api.tensor")
          .and()
          .haveNameNotMatching(GATES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..", "ai.onnx..", "ai.onnxruntime..");
}
