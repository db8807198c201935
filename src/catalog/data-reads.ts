/** How data libraries read and what their queries are made of. From the documentation of each. */

/** What is called to find or to write rows: what it answers was not sent, though it is found by what was. */
export const rowName =
  /^(?:find|select|query|first|count|update|upsert|create|delete|insert|save|remove|aggregate|fetch|load|lookup|exists|execute)(?![a-z])|^get[A-Z]/;

/** Functions of which a query is built: conditions, order, literals. */
export const queryPart =
  /^(?:eq|ne|gt|gte|lt|lte|and|or|not|inArray|notInArray|between|like|ilike|exists|isNull|isNotNull|arrayContains|desc|asc|sql|raw|literal|placeholder|doc|docRef|collection|ref|where|query|orderBy|limit|increment|arrayUnion|arrayRemove|deepmerge|cn|clsx|col|fn)$/;

/** Packages whose calls answer with records of a database. Those that keep sessions are not here: theirs are made for the browser. */
export const databasePackages =
  /^(?:@prisma\/|drizzle-orm|mongoose|mongodb|kysely|knex|typeorm|sequelize|@mikro-orm\/|pg$|mysql2?|better-sqlite3|node:sqlite|@libsql\/|@neondatabase\/|@planetscale\/|@vercel\/postgres|postgres$|@supabase\/)/;
/** What a database's client is called, where nothing says what it is. */
export const databaseName = /^(?:db|database|prisma|drizzle|knex|kysely)$/;

/** Methods that look a row up and throw where there is none. */
export const refusingLookUp = /^(?:find|get|fetch|load|take|execute|query|one)\w*(?:OrThrow|OrFail)$|^(?:orFail|orThrow)$/;
