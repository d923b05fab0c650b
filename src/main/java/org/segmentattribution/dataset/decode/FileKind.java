package org.segmentattribution.dataset.decode;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** The kinds of files in data sets, by content: pictures, and files that are taken for them. */
public enum FileKind {
  JPEG("a JPEG", Role.PICTURE),
  PNG("a PNG", Role.PICTURE),
  GIF("a GIF", Role.PICTURE),
  BMP("a BMP", Role.PICTURE),
  TIFF("a TIFF", Role.PICTURE),
  WEBP("a WebP", Role.PICTURE),

  HEIC("a HEIC picture", "heif-convert IN.heic OUT.jpg"),
  AVIF("an AVIF picture", "avifdec IN.avif OUT.png"),
  JPEG_XL("a JPEG XL picture", "djxl IN.jxl OUT.png"),
  JPEG_2000("a JPEG 2000 picture", "opj_decompress -i IN.jp2 -o OUT.png"),
  DICOM("a DICOM file", "dcmj2pnm +on +Wi 1 IN.dcm OUT.png, with the window that you mean"),
  RAW("a camera's raw file", "darktable-cli IN OUT.jpg"),
  PSD("a Photoshop file", "magick 'IN.psd[0]' OUT.png"),
  SVG("an SVG drawing", "rsvg-convert -o OUT.png IN.svg"),
  PDF("a PDF", "pdftoppm -png IN.pdf OUT"),
  VIDEO("a video", "ffmpeg -i IN.mp4 -vf fps=1 OUT-%05d.png"),
  OTHER_PICTURE("a picture in another format", "magick IN OUT.png"),

  ZIP("a ZIP archive", Role.NONE),
  ARCHIVE("an archive", Role.NONE),
  PARQUET("a Parquet table", Role.NONE),
  ARROW("an Arrow or Feather table", Role.NONE),
  EXCEL("an old Excel or Office file", Role.NONE),
  NUMPY("a NumPy array", Role.NONE),
  HDF5("an HDF5 file", Role.NONE),
  SQLITE("an SQLite database", Role.NONE),
  OTHER("a file of another kind", Role.NONE);

  private static final Set<String> EXTENSIONS =
      Set.of(
          "jpg jpeg jpe jfif png gif bmp dib tif tiff webp heic heif avif jxl jp2 dcm dicom cr2 cr3"
              .split(" "));
  private static final Set<String> RAW_EXTENSIONS =
      Set.of("cr2 cr3 crw nef nrw arw sr2 dng raf orf rw2 pef srw 3fr iiq".split(" "));

  private enum Role {
    /** A picture that is decoded here. */
    PICTURE,
    /** A picture that is not decoded here. */
    MEANT,
    NONE
  }

  private final String what;
  private final Role role;
  private final String conversion;

  FileKind(String what, Role role) {
    this.what = what;
    this.role = role;
    this.conversion = "";
  }

  FileKind(String what, String conversion) {
    this.what = what;
    this.role = Role.MEANT;
    this.conversion = conversion;
  }

  /** Returns whether it is decoded here. */
  boolean isRead() {
    return role == Role.PICTURE;
  }

  /** Returns whether people use it as a picture, decoded here or not. */
  public boolean isPicture() {
    return role != Role.NONE;
  }

  /** Returns its name, such as {@code a GIF}. */
  public String what() {
    return what;
  }

  /** Returns why it is not decoded, and how to convert it; one line. */
  String refusal() {
    return what + " is not read here; convert it to PNG or JPEG: " + conversion;
  }

  /** Returns whether a name is that of an image. */
  public static boolean namesImage(Path file) {
    String extension = extension(file);
    return EXTENSIONS.contains(extension) || RAW_EXTENSIONS.contains(extension);
  }

  /** Returns whether a name is that of a camera's raw file. */
  static boolean namesRaw(Path file) {
    return RAW_EXTENSIONS.contains(extension(file));
  }

  /** Returns what follows the last dot of a name, in small letters; empty without a dot. */
  public static String extension(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
