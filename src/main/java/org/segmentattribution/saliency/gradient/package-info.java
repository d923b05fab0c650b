/**
 * Methods that use the gradient, and occlusion, one small class for each. {@link GradientMethods}
 * and {@link FurtherMethods} register them with their parameters.
 */
package org.segmentattribution.saliency.gradient;
