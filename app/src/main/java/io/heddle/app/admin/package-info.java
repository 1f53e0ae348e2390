/**
 * What operators ask the server itself: metrics, health and configuration, on a listener of its
 * own. A site like any other, which knows neither the engine nor the options that it tells of.
 */
package io.heddle.app.admin;
