package org.segmentattribution.dataset.scene;

import java.awt.Shape;

/** A shape with one label and the colours of its points; later patches hide earlier ones. */
record ScenePatch(Shape shape, int label, SceneSkin skin) {}
