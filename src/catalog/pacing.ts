/** Names that say that a call waits for another one. */

/** A flag that is up while a call is under way, or until a moment has passed. */
export const busyFlag =
  /(?:^|[a-z])(?:pending|loading|fetching|busy|saving|submitting|sending|searching|running|inflight|locked|ticking|scheduled|waiting|cooldown|throttled)$/i;
