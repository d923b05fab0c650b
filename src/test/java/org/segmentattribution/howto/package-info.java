/** The examples of {@code docs/how-to}, outside the product's packages as a user's would be. */
package org.segmentattribution.howto;
