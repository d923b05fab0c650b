/**
 * Compares the layers made from an ONNX file with ONNX Runtime on equal inputs. {@link SelfCheck}
 * compares; {@link PartingNode} finds the first node where the two differ.
 */
package org.segmentattribution.model.onnx.check;
