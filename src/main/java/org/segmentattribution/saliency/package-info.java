/** Saliency methods: how much each input value matters to a logit. */
package org.segmentattribution.saliency;
