/**
 * Rows of finished runs in DuckDB: filtered, grouped and averaged, however many there are.
 *
 * <p>{@link org.segmentattribution.table.store.TableStore} loads runs into a locked database;
 * {@link org.segmentattribution.table.store.GroupedTables} groups them by any columns; {@link
 * org.segmentattribution.table.store.RunTables} is one run with its usual groups, each computed
 * once.
 */
package org.segmentattribution.table.store;
