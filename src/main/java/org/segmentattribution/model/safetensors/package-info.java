/**
 * Weights in safetensors files as networks of torchvision's architectures. {@link
 * SafetensorsClassifier} loads one; {@link TorchvisionArchitectures} says which layers an
 * architecture has.
 */
package org.segmentattribution.model.safetensors;
