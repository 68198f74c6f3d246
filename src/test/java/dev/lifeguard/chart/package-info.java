/// The Helm chart, rendered like Helm renders it and read like Kubernetes would read it, without a
/// cluster.
package dev.lifeguard.chart;
