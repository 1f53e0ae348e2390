/**
 * How a study is measured: the processes, what is read of them, and the order of everything. A plan
 * enters, an archive leaves.
 */
package io.heddle.app.study.run;
