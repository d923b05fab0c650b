/**
 * DuckDB for files of others: {@link LockedDatabase} reaches only the files that it is opened for;
 * {@link Sql} writes texts and paths into statements.
 */
package org.segmentattribution.file.database;
