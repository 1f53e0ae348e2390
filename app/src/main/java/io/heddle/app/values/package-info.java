/** Values as users write them, on the command line and in configuration files. */
package io.heddle.app.values;
