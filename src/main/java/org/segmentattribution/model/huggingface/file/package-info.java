/**
 * The files of a Hugging Face folder: finds them ({@link HubFolder}), reads their JSON ({@link
 * FolderJson}) and the tensors of their weights ({@link WeightFiles}).
 */
package org.segmentattribution.model.huggingface.file;
