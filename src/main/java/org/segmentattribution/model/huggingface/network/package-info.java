/**
 * The networks that {@code config.json} and tensors of a folder describe, as graphs of ONNX nodes
 * over these tensors, so that an importer makes the same layers of them as of an ONNX file. {@link
 * FolderNetworks} knows all by name; one class for each family writes its modules to a {@link
 * ModuleGraph}.
 */
package org.segmentattribution.model.huggingface.network;
