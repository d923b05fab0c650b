package org.segmentattribution.cli.model;

import java.util.ArrayList;
import org.segmentattribution.file.models.KnownModel;
import org.segmentattribution.file.models.KnownModels;

/** The short names of the list, for completion. */
final class ModelNames extends ArrayList<String> {
  private static final long serialVersionUID = 1;

  ModelNames() {
    super(KnownModels.all().stream().map(KnownModel::name).toList());
  }
}
