/**
 * Finds several layers that compute one known function, such as GELU written as Div, Erf, Add and
 * Mul, and puts one layer in their place. {@link LayerFusion} looks for them by what they compute,
 * not by how they are written. It knows nothing of ONNX.
 */
package org.segmentattribution.model.layer.fuse;
