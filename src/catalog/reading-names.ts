/** Names of functions that read. Asked only where the body of a function is not in the program, or changes nothing that is seen. */

/** What says about a function that it reads, where its body is not in the program: `getOrders`. A bare `list` or `count` says too little. */
export const nameOfReading =
  /^(?:get|fetch|find|list|load|lookup|read|retrieve|search|query|count|check|has|is|validate|verify)[A-Z]/;

/** What a function that reads is called: the cache that it fills, or the request by which it asks, is no change of the caller's. */
export const nameOfReader =
  /^(?:get|fetch|list|find|load|read|is|has|does|can|should|count|search|query|lookup)(?![a-z])(?!\w*(?:OrCreate|OrSet|OrInsert|And[A-Z]))/;
