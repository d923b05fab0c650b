package org.segmentattribution.command.view;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** The files that the page consists of. There are no others. */
enum PageFile {
  /** The page. */
  PAGE("/", "view.html", "text/html; charset=utf-8"),
  /** Its look. */
  STYLE("/view.css", "view.css", "text/css; charset=utf-8"),
  /** What asks the server and answers keys. */
  SCRIPT("/view.js", "view.js", "text/javascript; charset=utf-8");

  private final String path;
  private final String name;
  private final String type;

  PageFile(String path, String name, String type) {
    this.path = path;
    this.name = name;
    this.type = type;
  }

  /** Returns the file at a path. */
  static Optional<PageFile> at(String path) {
    return Arrays.stream(values()).filter(file -> file.path.equals(path)).findFirst();
  }

  Answer answer() throws IOException {
    try (InputStream in = PageFile.class.getResourceAsStream(name)) {
      return new Answer(200, type, in.readAllBytes(), Answer.NOT_KEPT);
    }
  }
}
