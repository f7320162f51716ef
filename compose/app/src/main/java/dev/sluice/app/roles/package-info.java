/** Which roles there are, and how one or all of them are started in this process. */
@NullMarked
package dev.sluice.app.roles;

import org.jspecify.annotations.NullMarked;
