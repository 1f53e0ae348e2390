/**
 * Logins: who a request comes from, by a file of users and their passwords, with each request or
 * with a form and a session. Only this package knows a library for bcrypt.
 */
package io.heddle.app.login;
