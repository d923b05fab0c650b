/**
 * Computes the nodes of an ONNX file that do not depend on the image: constants, and arithmetic on
 * shapes. Start with {@link ConstantFolding}; {@link ConstantOperators} lists the operators.
 */
package org.segmentattribution.model.onnx.constant;
