/** Forms that browsers send, and the files in them. */
package io.heddle.app.upload;
