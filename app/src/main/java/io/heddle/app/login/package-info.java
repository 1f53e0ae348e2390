/**
 * Logins: who a request comes from, by a file of users and their passwords. Only this package knows
 * a library for bcrypt.
 */
package io.heddle.app.login;
