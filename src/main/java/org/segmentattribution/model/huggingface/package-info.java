/**
 * Classifiers from Hugging Face folders. {@link HuggingFaceProvider} opens one: {@link
 * FolderDeclaration} makes a declaration of its JSON files, and the model is its ONNX file or a
 * network that the package {@code network} describes over its weights.
 */
package org.segmentattribution.model.huggingface;
