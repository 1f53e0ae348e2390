/**
 * Keys and certificates: files enter, and the configuration of TLS leaves; or a new certificate is
 * written for trying. It knows the engines' TLS and no server.
 */
package io.heddle.app.tls;
