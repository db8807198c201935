/** How data libraries read and what their queries are made of. From the documentation of each. */

/** What is called to find or to write rows: what it answers was not sent, though it is found by what was. */
export const rowName =
  /^(?:find|select|query|first|count|update|upsert|create|delete|insert|save|remove|aggregate|fetch|load|lookup|exists|execute)(?![a-z])|^get[A-Z]/;

/** Functions of which a query is built: conditions, order, literals. */
export const queryPart =
  /^(?:eq|ne|gt|gte|lt|lte|and|or|not|inArray|notInArray|between|like|ilike|exists|isNull|isNotNull|arrayContains|desc|asc|sql|raw|literal|placeholder|doc|docRef|collection|ref|where|query|orderBy|limit|increment|arrayUnion|arrayRemove|deepmerge|cn|clsx|col|fn)$/;
