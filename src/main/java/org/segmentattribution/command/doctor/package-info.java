/**
 * {@code sat doctor}: tests what this machine can do ({@link SelfTest}), or one model ({@link
 * ModelTest}).
 */
package org.segmentattribution.command.doctor;
