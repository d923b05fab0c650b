/** The files of a Hugging Face folder. {@link FolderJson} reads their JSON. */
package org.segmentattribution.model.huggingface.file;
