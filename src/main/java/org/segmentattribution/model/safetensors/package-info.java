/**
 * Classifiers from safetensors files: reads the tensors and builds torchvision's architectures from
 * them, layer by layer. Start with {@link SafetensorsClassifier}; a new architecture belongs in
 * {@code TorchvisionArchitectures}.
 */
package org.segmentattribution.model.safetensors;
