package org.segmentattribution.experiment.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.dataset.plant.PlantKind;
import org.segmentattribution.dataset.plant.Planter;

/** Shows the plants: a row a kind, a column a picture. */
final class PlantSheet {
  static final String FILE = "figures/plants.png";
  static final int COLUMNS = 8;

  private PlantSheet() {}

  /** Writes the sheet. */
  static void write(Path file, PlantedSettings settings, List<BasePicture> pictures)
      throws IOException {
    List<PlantKind> kinds = settings.plants().kinds();
    int size = settings.network().size();
    RgbImage sheet = RgbImage.black(COLUMNS * size, kinds.size() * size);
    for (int row = 0; row < kinds.size(); row++) {
      Planter planter = new Planter(kinds.get(row), settings.compute().seed());
      for (int column = 0; column < pictures.size(); column++) {
        BasePicture picture = pictures.get(column);
        RgbImage planted =
            planter.place(picture.record().id(), picture.object()).draw(picture.grid());
        for (int y = 0; y < size; y++) {
          int to = ((row * size + y) * COLUMNS + column) * size * 3;
          System.arraycopy(planted.rgb(), y * size * 3, sheet.rgb(), to, size * 3);
        }
      }
    }
    Files.createDirectories(file.getParent());
    PngFile.write(file, sheet);
  }
}
