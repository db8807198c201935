/** Functions and names of credentials: tokens that were sent to one person, signatures, passwords. */

/** Names of values that were sent to one person, and prove who it is: `resetToken`, `otp`, `tokenHash`. Not those of a device or a form. */
export const tokenName =
  /^(?:\w*(?<!device|push|fcm|Device|Push|csrf|Csrf|CSRF|xsrf)[tT]oken(?:Hash|Digest)?|otp|signature|magicLink|inviteCode|invitationCode|resetCode|verificationCode)$/;

/** What is called with a token to find what it belongs to, or to see whether it is right. */
export const tellingName =
  /^(?:(?:find|get|fetch|load|select|first|verify|validate|check|consume|redeem|lookup|lookUp|resolve|exists|compare|decode|decrypt|delete|remove|accept|confirm|use|update)(?![a-z])\w*|where|eq|equals)$/;

/** Functions that compare two secrets in constant time: `timingSafeEqual` of `node:crypto`, and what projects call theirs. */
export const comparingName = /^(?:timingSafeEqual|safeCompare|safeEqual|secureCompare|constantTimeEqual|constantTimeCompare)$/;

/** Packages whose `verify` throws where a webhook's signature is wrong. */
export const webhookPackages = /^(?:svix|standardwebhooks|@octokit\/webhooks)/;

/** Packages that compare passwords with their hashes. */
export const passwordPackages = /^(?:bcrypt|bcryptjs|@node-rs\/(?:bcrypt|argon2)|argon2|bcrypt-ts|oslo)(?:\/|$)/;

/** Packages that know nothing of who calls: rendering, data, dates, ids, schemas. */
export const packagesWithoutCaller =
  /^(?:react|next$|next\/(?:cache|navigation|server)|node:|zod|crypto$|fs$|path$|lodash|date-fns|@prisma|drizzle|kysely|mongoose|pg$|sequelize|uuid|nanoid|clsx|server-only)/;

/** Stripe's own check of a webhook's signature (stripe-node, since version 5). It throws where that is wrong. */
export const throwingVerification = /^constructEvent(?:Async)?$/;

/** What projects call their own checks of a signature. */
export const signatureCheck = /^(?:verify|validate|check)\w*(?:Signature|Webhook|Hmac)\w*$/;

/** How the packages of {@link webhookPackages} and {@link passwordPackages} compare. */
export const packageComparison = /^(?:compare|compareSync|verify|verifySync)$/;

/** What an object is called that holds variables of the environment: `env.ADMIN_KEY`. */
export const environmentHolder = /^(?:env|config|serverEnv)\.(\w+)$/;

/** Names of variables that hold what only the server knows. */
export const serversSecret = /SECRET|TOKEN|KEY|PASS|CREDENTIAL|AUTH/i;

/** Words that say that a value came with the request. */
export const sendersWord = /cookie|header|authorization|bearer|given|provided|request/i;

/** Names of what holds the cookies or the headers of a request, where nothing says what it is: `cookieStore`, `jar`, `headersList`. */
export const cookieHolder = /cookie|jar$/i;
/** The same for headers. */
export const headerHolder = /headers?(?:List|Store)?(?:\(\))?\)*$/i;
