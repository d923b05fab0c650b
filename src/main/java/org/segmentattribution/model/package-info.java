/**
 * Classifiers from files. {@link Classifiers} loads one: it asks each {@link ModelFormatProvider}
 * and reads the {@link ModelDeclaration} beside the file. One package below for each format, and
 * one for the layers that they share.
 */
package org.segmentattribution.model;
