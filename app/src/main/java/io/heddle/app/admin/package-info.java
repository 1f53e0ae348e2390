/**
 * The pages for operators: metrics, health and configuration, on a separate listener. They are an
 * ordinary site and know neither the engine nor the command line.
 */
package io.heddle.app.admin;
