/**
 * Classifiers from TorchScript files, which contain code: PyTorch runs them under limits of time
 * and memory, and only gradient methods can explain them. Start with {@link TorchScriptClassifier}.
 */
package org.segmentattribution.model.torchscript;
