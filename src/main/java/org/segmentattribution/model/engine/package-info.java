/**
 * DJL's PyTorch engine: its start, devices, threads and backends, automatic differentiation, and a
 * check that this machine computes convolutions correctly. Start with {@link TorchEngine}.
 */
package org.segmentattribution.model.engine;
