/**
 * {@code sat view}: shows all photographs of finished runs in a browser, from a server that only
 * this machine reaches. Start with {@link org.segmentattribution.command.view.ViewServer}; who may
 * come in is decided by {@code Door}, what a path means by {@code ViewAnswers}.
 */
package org.segmentattribution.command.view;
