/** The workloads: each is one class that says what it asks, at which points, with which load. */
package io.heddle.app.study.plan.workload;
