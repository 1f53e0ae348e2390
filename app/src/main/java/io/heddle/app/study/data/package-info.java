/**
 * What a study stores: its plan and its cells, as immutable records, and the folder that has them
 * as JSON files. Knows neither how cells are measured nor what they mean.
 */
package io.heddle.app.study.data;
