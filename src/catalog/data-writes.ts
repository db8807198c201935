/**
 * How data is changed: the methods of data libraries and services, and the packages they come from. From the documentation of each; a
 * method is listed where it has had this meaning since its library's first major version still in use.
 */

/** Methods by which the common data libraries write, and nothing else is called like. */
export const plainWrites =
  /^(?:insertOne|insertMany|insertInto|updateOne|updateMany|updateTable|deleteOne|deleteMany|deleteFrom|createMany|createManyAndReturn|updateManyAndReturn|upsert|replaceOne|bulkWrite|findOneAnd(?:Update|Delete|Replace)|findByIdAnd(?:Update|Delete|Remove)|\$executeRaw(?:Unsafe)?|sendMail)$/;

/** Methods that write where what they are called on holds data. */
export const writingMethod =
  /^(?:insert|update|delete|create|replace|save|destroy|remove|increment|decrement|hset|hdel|lpush|rpush|sadd|srem|zadd|zrem|incr|incrby|decr|del|setex|bulkCreate|findOrCreate|createDocument|updateDocument|deleteDocument|createOrReplace|createIfNotExists)$/;

/** What holds data: the first name of a chain, or a member of it. */
export const dataHolder =
  /^(?:db|database|prisma|drizzle|orm|knex|kysely|mongo|redis|kv|sql|supabase|tx|trx|transaction|pool|connection|repository|repo|model|models|collection|table|payload)$|(?:Db|DB|Prisma|Database|Repository|Repo|Model|Client|(?<![cC]ookie)Store|Table|Collection)$/;

/** Packages behind which data lies: databases, stores, and services that keep what they are told. */
export const dataPackages =
  /^(?:@prisma\/|drizzle-orm|mongoose|mongodb|kysely|knex|typeorm|sequelize|pg$|mysql2?|better-sqlite3|@libsql\/|@neondatabase\/|@planetscale\/|@vercel\/(?:postgres|kv|blob)|postgres$|redis|ioredis|@upstash\/redis|firebase(?:-admin)?\/|@supabase\/|stripe|resend|nodemailer|@sendgrid\/|postmark|twilio|@sanity\/|next-sanity|payload|pocketbase|(?:node-)?appwrite|airtable|@notionhq\/|@clerk\/|@workos-inc\/|@mikro-orm\/|objection$|dynamoose$|electrodb$|surrealdb|@instantdb\/admin$)/;

/** Packages of services that act for the program: they send, run, bill, or keep what they are told. */
export const servicePackages =
  /^(?:@octokit\/|octokit$|@slack\/|@linear\/|inngest|@trigger\.dev\/|@upstash\/|bullmq$|bull$|plaid$|@polar-sh\/|@lemonsqueezy\/|@paddle\/|googleapis$|@googleapis\/|@google-cloud\/|@microsoft\/microsoft-graph-client$|uploadthing|cloudinary$|pusher$|ably$|loops$|mailgun|@mailchimp\/|@getbrevo\/|@plunk\/|@hubspot\/|web-push$|@knocklabs\/|@novu\/|@liveblocks\/node|livekit-server-sdk$|algoliasearch|@algolia\/|typesense$|meilisearch$|shopify-api-node$|@shopify\/shopify-api|@mux\/|@vercel\/sdk|@pinecone-database\/|@qdrant\/|weaviate|chromadb$|@elastic\/elasticsearch$|@opensearch-project\/|square$|braintree$|razorpay$|@mollie\/|@paypal\/|@adyen\/|gocardless-nodejs$|chargebee|recurly$|dropbox$|minio$|@aws-sdk\/|aws-sdk$|@azure\/|intercom-client$|customerio-node$|@customerio\/|node-zendesk$|jsforce$|discord\.js$|@discordjs\/|telegraf$|grammy$|twitter-api-v2$|mailersend$|node-mailjet$|@vonage\/|messagebird$|onesignal|@onesignal\/|expo-server-sdk$|stream-chat$|getstream$|@stream-io\/|contentful-management$|@datocms\/|@tryghost\/|imagekit$|@imagekit\/|jira\.js$|jira-client$|asana$|@pusher\/|pubnub$)/;

/**
 * Methods by which the clients of services and stores change what they keep. Asked only where the package is in {@link dataPackages} or
 * {@link servicePackages}.
 */
export const serviceWrites =
  /^(?:set|add|put|push|send|sendEmail|messages|cancel|patch|publish|invite|upload|move|copy|refund|capture|confirm|banUser|commit|trigger|batchTrigger|enqueue|addJob|postMessage|publishJSON|saveObjects?|deleteFiles|uploadFiles|sendNotification)$|^(?:create|update|delete|remove)(?:[A-Z]\w*)?$/;

/** Methods among {@link serviceWrites} that change nothing but a value in memory, or a setting: `mongoose.set('strictQuery', true)`. */
export const changesInMemory: ReadonlyArray<readonly [module: RegExp, names: RegExp]> = [
  [/^mongoose$/, /^(?:set|add|push|copy|move)$/],
  [/./, /Listeners?$/],
];

/** Methods among {@link serviceWrites} by which a visitor signs in and out, and changes nothing else. */
export const signsVisitorIn: ReadonlyArray<readonly [module: RegExp, names: RegExp]> = [
  [/^(?:node-)?appwrite$/, /Sessions?$|^create(?:OAuth2|MagicURL|Phone|Email|Custom)?Token$/],
];

/** Methods of a session that a library keeps in a cookie, by which it sets that cookie (iron-session 8, on `cookies()` of Next.js). */
export const cookieSetters: ReadonlyArray<readonly [module: RegExp, names: RegExp]> = [[/^iron-session$/, /^(?:save|destroy)$/]];

/** Functions by which {@link servicePackages} change what they keep, imported by name: `cancelSubscription(id)`. A checkout anyone may open. */
export const serviceFunctions =
  /^(?:update|delete|remove|cancel|archive|refund|issue)[A-Z]|^create(?:Webhook|Customer|Order|Subscription|Invoice|Discount|License|Usage|Refund|Charge|Payment|Issue|Message)/;

/** Functions of those packages that write by themselves. */
export const packageWrites: ReadonlyArray<readonly [module: RegExp, names: RegExp]> = [
  [
    /^(?:node:)?fs(?:\/promises)?$|^fs-extra$/,
    /^(?:writeFile|appendFile|unlink|rm|rmdir|mkdir|rename|copyFile|truncate|createWriteStream|outputFile|outputJson|writeJson|remove|move|emptyDir)(?:Sync)?$/,
  ],
  [/^firebase(?:-admin)?\/(?:firestore|database)$/, /^(?:addDoc|setDoc|updateDoc|deleteDoc|set|update|push|remove)$/],
  [/^@vercel\/blob/, /^(?:put|del|copy)$/],
  [/^convex\/nextjs$/, /^fetch(?:Mutation|Action)$/],
];

/** Packages that make HTTP requests. */
export const requestPackages =
  /^(?:axios|ky|got|ofetch|superagent|wretch|undici|node-fetch|needle|openapi-fetch|@microsoft\/microsoft-graph-client)$/;

/** Methods of clients that only requests are made with, where their first argument is a path or an address. */
export const requestMethod = /^(?:post|patch)$/;

/** Methods that are called like the HTTP methods which change something; of axios, ky, superagent and their like. */
export const requestVerb = /^(?:post|put|patch|delete|del)$/;

/** What a client of HTTP is called, where nothing in view says what it does: `api.delete('/posts/1')`. */
export const apiHolder = /^(?:\w*[aA]pi|\w*API|http|fetcher|\w*(?:Api|Http)Client)$/;

/** Methods that a statement of SQL is given to: pg, mysql2, better-sqlite3, Prisma, postgres.js. */
export const sqlMethod = /^(?:query|execute|run|exec|unsafe|prepare)$/;
/** Methods by which a statement that was prepared runs (better-sqlite3, mysql2). */
export const preparedMethod = /^(?:run|execute)$/;
/** A statement of SQL that writes. */
export const writingSql =
  /(?:^|[\s`'"(])(?:insert\s+into|update\s+(?:only\s+)?\S+(?:\s+(?:as\s+)?\w+)?\s+set|delete\s+from|truncate|(?:drop|alter|create)\s+table|merge\s+into|replace\s+into)\b/i;

/** Commands of AWS SDK for JavaScript v3 that change something, where one is made for `client.send(…)`. */
export const awsCommands = /^new\s+(?:Put|Delete|Update|Create|Send|Batch(?:Write|Delete)|Copy|Publish|TransactWrite)/;

/** What a client is made by; it keeps nothing: `inngest.createFunction`, `supabase.createClient`. */
export const makesClient = /^create(?:Client|ServerClient|Pool|Transport|Function|OAuthDeviceAuth)$/;

/** What the client of a database is called whose model may be called `auth` or `checkout`. */
export const databaseClient = /^(?:db|prisma|drizzle|database|tx|trx)$/;

/** What a package's function that reaches out is called; `createClient` and `addYears` change nothing. */
export const reachingVerb = /^(?:send|charge|refund|publish|invite|upload|transfer|purchase)(?:[A-Z_]|$)/;

/** Packages of the platform: what they export changes nothing of the program's, whatever it is called. */
export const platformPackages = /^(?:react|next|node:|zod)/;

/** Keys under which a data library is told what to write: Prisma, Drizzle, Mongoose, Sequelize. */
export const writtenKey = /^['"]?\$?(?:data|set|setOnInsert|push|values|create|update|payload)['"]?$/;
/** Methods that are told it. */
export const writtenMethod = /(?:^|\.)(?:values|set)$/;

/** Keys and methods by which rows are chosen. */
export const choosingRows = /^(?:where|filter|match|find|and|query|(?:delete|update|replace|remove|findOneAnd)[A-Z]?\w*)$/;

/** Functions and methods that compare a column with a value, the column first: Drizzle, Supabase, knex. */
export const columnComparison = /^(?:eq|where|andWhere|match)$/;

/** Prisma's methods that leave out a filter whose value is undefined. */
export const leavesOutFilters = /^(?:updateMany|deleteMany|findFirst|findFirstOrThrow|findMany|count)$/;
/** The same, as long as another filter chooses the row. */
export const leavesOutFurtherFilters = /^(?:update|delete)$/;

/** What makes a row, or fills one, and so needs no permission of its owner. */
export const makesRow = /^(?:create|insert|add|values|set|send|put|push)(?![a-z])/;
