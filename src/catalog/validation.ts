/** How functions that parse or check values are called: the methods of the schema libraries, and what projects call their own. */

/** Functions whose result is still what they were given. */
export const keepingName =
  /^(?:String|Number|BigInt|Boolean|parseInt|parseFloat|from|fromEntries|entries|assign|freeze|encodeURIComponent|decodeURIComponent|(?:safe)?(?:parse|Parse|validate|cast|decode|coerce)\w*|JSON)$/;

/** Functions and methods that parse or convert: what they give is no longer what was sent. */
export const parsingName =
  /^(?:safe)?(?:parse|validate|cast|decode|mask|coerce|transform|submission|toString|valueOf)(?:Async|Sync|With\w+|Safe\w*)?$|^(?:parseWith\w+|safeDecode\w*|decode\w+|check|is|isValid|Check|Parse|Decode|Assert|allows|assert|attempt|String|Number|Boolean|BigInt|parseInt|parseFloat|Date|URL|ObjectId|RegExp|hash|hashSync|digest|randomUUID)$/;

/** Names that say that a function looks at what it is given. */
export const lookingName = /valid|parse|sanitiz|schema|coerce|normaliz|slugify/i;

/** Functions that stop by themselves where what they get is wrong. */
export const assertingName = /^(?:assert|validate|ensure|require|invariant|verify|check|sanitize|guard)/i;

/** What holds a parser: `createInput.load(id)`, where its making is not in view. */
export const parserHolder = /(?:schema|validator|parser|input|shape|dto|codec|struct)$/i;

/** Calls that throw where what they are given is wrong. */
export const parsingCall =
  /^(?:JSON|\w*[sS]chema|\w*[vV]alidator|z|v)(?:\.\w+)*\.(?:parse|validateSync|assert|cast)$|^(?:assert|invariant)$/;

/** Packages that parse, convert or hash: what they give is their own. */
export const parserPackages =
  /^(?:zod|zod-form-data|valibot|yup|joi|superstruct|arktype|effect|@effect\/schema|runtypes|io-ts|ajv|typia|@sinclair\/typebox|typebox|@conform-to\/|@hookform\/resolvers|next-safe-action|zsa|validator|class-validator|drizzle-zod|bcrypt|bcryptjs|bcrypt-ts|argon2|@node-rs\/|slugify|@sindresorhus\/slugify|sanitize-html|xss|dompurify|isomorphic-dompurify|crypto$|node:crypto$|uuid|nanoid)/;

/** Tests whose answer says what a value is. */
export const testingMethod =
  /^(?:isArray|isInteger|isSafeInteger|isFinite|isNaN|includes|has|test|match|some|every|startsWith|endsWith)$/;

/** What a wrapper out of view gives its handler of its own: `({ ctx, parsedInput })`, `(user, formData)`. No caller sends it. */
export const givenByWrapper = /^(?:ctx|context|session|user|viewer|auth|metadata|logger|log|db|prisma|tx|request|req)$/;

/** Functions of the language that hand on what they are given. */
export const keepingCall =
  /^(?:JSON\.(?:parse|stringify)|Object\.(?:fromEntries|entries|values|assign|freeze)|Array\.(?:from|of)|Promise\.(?:all|allSettled|resolve|race)|structuredClone|decodeURIComponent|encodeURIComponent|Buffer\.from)$/;

/** What is made new, and is another thing than what it was made of. */
export const convertingClass = /^(?:Date|URL|RegExp|\w*Error|ObjectId|Types\.ObjectId|Number|String|Decimal|BigNumber)$/;

/** Methods by which the builders of actions are told what to parse with: next-safe-action, zsa, tRPC. */
export const schemaMethod = /^(?:schema|inputSchema|input|validator|parameters|bindArgsSchemas|validate|body)$/;
/** What an argument is called, or begins with, that is a schema: `postSchema`, `z.object(…)`. */
export const schemaArgument = /schema|^z\.|^v\.|^t\./i;
/** What a wrapper is called that parses before it runs its handler. */
export const validatingWrapper = /valid|parse|schema/i;
