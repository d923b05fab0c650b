/**
 * Pictures from files, in any format that is decoded here. {@link ImageDecoder} is the way in;
 * {@link FileStart} tells what a file is by its first bytes, and one class a format checks a file
 * before it is decoded.
 */
package org.segmentattribution.dataset.decode;
