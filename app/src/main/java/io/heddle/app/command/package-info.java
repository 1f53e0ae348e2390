/** What all commands of the program share. */
package io.heddle.app.command;
