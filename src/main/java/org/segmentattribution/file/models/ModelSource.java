package org.segmentattribution.file.models;

/**
 * Where a model is from.
 *
 * @param endpoint address of the hub or mirror
 * @param repository {@code ORG/REPO}
 * @param revision as it was asked for: a branch, a tag or a commit
 * @param commit that the files are of, 40 hexadecimal digits
 * @param variant kind of numbers in the graphs, such as {@code fp32}
 */
public record ModelSource(
    String endpoint, String repository, String revision, String commit, String variant) {}
