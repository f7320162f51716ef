/** Pictures of what was measured, as SVG. */
@NullMarked
package dev.sluice.app.bench.picture;

import org.jspecify.annotations.NullMarked;
