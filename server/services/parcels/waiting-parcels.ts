// Boxes that wait to be packed, in the order in which they are handed out. They are read along their own index, one by
// one, until enough are found that what is asked of their documents allows: the planner cannot know how rare that is, and
// would read and sort everything that waits, for each greeting of a bench.

/** A source of `doc` for a FROM, of the warehouse `$1`; `OFFSET 0` keeps conditions and their guesses out of it. */
export const waitingParcels = `(SELECT doc FROM parcel WHERE stream_id = $1 AND state = 'released' AND NOT deleted
             ORDER BY priority DESC, placed_at, parcel_id OFFSET 0) AS waiting`;

/** What is on its way through the aisles comes to the bench by its tote. */
export const notPicked = `coalesce(doc->'tours', '[]') = '[]'`;
