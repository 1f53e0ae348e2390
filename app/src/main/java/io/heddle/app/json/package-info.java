/** JSON as the content of a response. Routes and admin pages write it with this. */
package io.heddle.app.json;
