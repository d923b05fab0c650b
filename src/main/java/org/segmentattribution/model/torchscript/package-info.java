/**
 * TorchScript files as classifiers without layers, for gradient methods. {@link
 * TorchScriptClassifier} loads one, after {@link TorchArchive} has checked the file; {@link
 * PassWatch} bounds each pass.
 */
package org.segmentattribution.model.torchscript;
