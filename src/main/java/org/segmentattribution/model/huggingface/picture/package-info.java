/**
 * How a picture becomes the input of a network, from the files that transformers and timm write.
 * Start with {@link ProcessorSteps}; both readers make {@link PictureSteps}.
 */
package org.segmentattribution.model.huggingface.picture;
