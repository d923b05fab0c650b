/**
 * The first screen of a page: what a model looks at in each class, as facts ({@link
 * org.segmentattribution.report.answer.ClassAnswer}), as sentences ({@link
 * org.segmentattribution.report.answer.ClassSentence}) and as reasons to doubt them ({@link
 * org.segmentattribution.report.answer.Alarm}).
 */
package org.segmentattribution.report.answer;
