package dev.sluice.dispatcher.placement;

/**
 * From where to where a line reaches. Kept in memory so that choosing reads nothing, and so that a
 * line that runs empty is known without a search: in a store on disk a search walks over what was
 * deleted.
 *
 * @param first exactly the first
 * @param last the last that ever stood there since the line was empty: never before the real last
 */
record Span(Place first, Place last) {

    static Span of(Place only) {
        return new Span(only, only);
    }

    Span with(Place place) {
        return new Span(
                place.compareTo(first) < 0 ? place : first,
                place.compareTo(last) > 0 ? place : last);
    }

    Span from(Place next) {
        return new Span(next, last);
    }

    boolean endsAt(Place place) {
        return last.equals(place);
    }
}
