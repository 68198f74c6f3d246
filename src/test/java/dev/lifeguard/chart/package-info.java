/// The Helm chart, rendered as Helm renders it and read as Kubernetes would read it, without a cluster.
package dev.lifeguard.chart;
