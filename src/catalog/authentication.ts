/** What a project calls its own guards, and what the libraries call theirs: the words that say that a call asks who calls. */

/** Packages that know who calls. */
export const authPackages =
  /^(?:next-auth|@auth\/|@clerk\/|@kinde-oss\/|@workos-inc\/|better-auth|lucia|@oslojs\/|iron-session|@supabase\/|@auth0\/|auth0|@stackframe\/|@descope\/|@propelauth\/|firebase-admin|next-firebase-auth-edge|jose$|jsonwebtoken$|@logto\/|@okta\/|@ory\/|supertokens-node|passport|@casl\/|aws-amplify|@aws-amplify\/|@nile-auth\/|payload$)/;

/** Of what those packages have, what gives an answer to look at, and no part of signing in. */
export const asksByLibrary =
  /^(?!\w*Error$|create|make|sign|log|reset|send|update|delete|remove|set|link|revoke|generate|encode|encrypt|hash|forget|change|invite|add|ban)(?:auth$|me$|\w*(?:session|user|auth|claims|token|jwt|permission|access|protect|verif|validat|decode|member|role|account|identity|principal)|has[A-Z]?|can[A-Z]?|is[A-Z])/i;

/** Functions that fetch who calls: what they return has to be looked at. */
export const askingName =
  /^(?:auth|getServerSession|(?:get|fetch|load|read|use|find|validate|verify|decode|decrypt|resolve)(?:Current|Authenticated|Logged|Auth|Server|Active|Signed|Db|My|Cached)?(?:In)?(?:User|Session|Auth|Token|Viewer|Account|Claims|Identity|Member|Actor|Principal)(?:Id|Data|AndSession|OrNull|OrThrow|OrRedirect|FromCookies?|FromRequest|FromHeaders?|FromSession|FromToken|WithTeam|Context|Info|Role|Roles|Permissions|Server)?|currentUser|currentSession|currentAccount|session|validateRequest|withAuth|getKindeServerSession|getIronSession|getClaims|me|whoami|viewer|isAuthenticated|isLoggedIn|isSignedIn|isAdmin|isOwner|isAuthorized|isMember|hasPermissions?|hasRole|hasAccess|can[A-Z]\w*|cannot|userCan\w*|userHas\w*)$/;

/** Of these a look-up by what the caller sent says nothing of the caller. */
export const lookUpName = /^(?:get|fetch|load|find|read|resolve)/;

/** Functions that stop by themselves where the caller may not go on. */
export const stoppingName =
  /^(?:authorize|authenticate|enforce|protect|guard|restrict)$|^(?:require|ensure|assert|enforce|guard|protect|check|authorize|authenticate|verify|must|restrict|only|demand|validate)(?:[A-Z]\w*)?(?:User|Auth\w*|Session|Admin|Role|Permission\w*|Access|Login|LoggedIn|SignedIn|Owner\w*|Member\w*|Viewer|Account|Identity|Rights|Can\w*|Ability|Policy|Team|Org|Organization|Workspace|Tenant)(?:Id|OrThrow|OrRedirect|Access|Role)?$/;

/** What leaves a function for good where it is called. */
export const leavingName =
  /^(?:redirect|permanentRedirect|notFound|forbidden|unauthorized|redirectToSignIn|invariant|assert\w*|require[A-Z]\w*|ensure[A-Z]\w*)$/;

/** Options by which a library's own function stops where the caller is not signed in. */
export const stoppingOption = /\bensureSignedIn\s*:\s*true|\bor\s*:\s*['"`](?:redirect|throw)|\brequired\s*:\s*true/;

/** Wrappers and clients that say by their name that they ask. */
export const wrapperName =
  /(?:^|[a-z])(?:auth(?:ed|enticated|orized)?|protected|secured?|admin|member|owner|private|session|user|loggedIn|signedIn|permission|role)(?=$|[A-Z_])/i;

/** Names of cookies that say who calls. */
export const identifyingCookie = /^(?!.*(?:csrf|xsrf)).*(?:session|token|auth|user|cart|account|jwt|sid|uid).*$/i;

/** What a wrapper's handler calls who calls. */
export const visitorName =
  /^_?(?:(?:current|auth|acting|my)?(?:user|session|viewer|account|member|actor|identity|auth)(?:Id)?|me)$/i;

/** `auth()`, `getSession()`, `currentUser()`: what they give is who calls, or nobody, and no verdict. */
export const givingVisitor =
  /^(?:(?:get|fetch|load|read|peek|use)\w*|(?:current|maybe|optional)?)(?:[uU]ser|[sS]ession|[vV]iewer|[aA]ccount|[aA]uth)$/;

/** What a handler calls who calls it, where nothing but the name says who gives it. */
export const givenVisitor = /^_?(?:(?:current|auth|acting|session)?(?:user|session|viewer)|me)$/i;

/** Options of a wrapper by which it asks nobody where they are false: `{ auth: false }`. */
export const askingOption =
  /^(?:is|with|require[sd]?|needs|use)?_?(?:auth\w*|user|session|protected|private|login|loggedIn|signedIn)(?:Required)?$/i;

/** What a wrapper's handler calls the object in which it is told more. */
export const contextName = /^(?:ctx|context)$/;

/** Headers that prove something; any other says what its sender likes. */
export const identifyingHeader =
  /^(?:authorization|proxy-authorization|cookie|x-api-key|x-auth-token|.*signature.*|x-forwarded-access-token|x-amzn-oidc-.*|cf-access-jwt-.*|x-goog-iap-.*)$/i;

/** Headers by which a program's own middleware says who calls. */
export const forwardedIdentity =
  /user|uid|session|auth|account|member|role|mail|tenant|org|team|workspace|token|identity|viewer|subject|admin|customer|permission|claim|caller|actor|principal/i;

/** What better-auth's own endpoints ask of no session: signing in and up, and what goes by a token that was mailed. */
export const openEndpoint =
  /^(?:sign|getSession|callback|error|ok|verify|send|forget|request|reset|checkUsername|isUsername|isPhone|getJwks|token$|getAccessToken|listPublic)/;

/** What only tells of what it is given. */
export const tellingCall =
  /^(?:console|log|logger|\w*[lL]ogger|Sentry|posthog|analytics|telemetry|metrics)(?:\.|$)|^(?:log|track|trace|debug|capture|audit|report)(?:[A-Z]|$)/;

/** What the id of the acting user is called. */
export const actingUser =
  /^(?:(?:user|owner|author|actor|viewer|creator|sender|account[oO]wner|current[uU]ser|acting[uU]ser|logged[iI]n[uU]ser|session[uU]ser|my)_?(?:Id|ID|id|Uid|Uuid)|(?:(?:user|owner|my)_?)?[sS]tripe_?[cC]ustomer_?(?:Id|ID|id)|(?:user|owner|my|customer)_?[sS]tripe_?(?:Id|ID|id)|uid|userUid|userEmail|ownerEmail|createdBy|updatedBy|deletedBy|performedBy)$/;

/** What the acting user's id may be called too, where a session has it under that name or its type says whose it is. */
export const actingMember =
  /^(?:account|member|profile|customer|employee|student|teacher|patient|doctor|seller|buyer|vendor|merchant|host|driver|player|person|subject|principal|caller|requester|subscriber)_?(?:Id|ID|id)$/;

/** What the key of a user's own row may be called. */
export const userKey = /^(?:_?id|(?:account|profile|user)_?(?:Id|ID|id))$/;
/** Tables whose rows are users. */
export const usersTable = /(?:^|\.)(?:users?|accounts?|profiles?)(?:Table)?$/;
/** Functions that are about other users by their name: `banUser`, `removeMember`. */
export const managingName = /(?:User|Customer|Member|Employee|Client|Contact|Patient|Student)s?(?:$|[A-Z])/;

/** Calls that ask whether the caller may act. */
export const authorizingCall =
  /admin|role|permi|authori[sz]|ability|polic|staff|moderator|superuser|(?:^|[a-z])(?:can|may)[A-Z]|^(?:can|may|check|ensure|assert|verify|require)(?:\w*(?:Owner|Member|Access|Allowed|Self|Same|Org|Team|Workspace|Manage|Right))|^isOwner|^isMember|^hasAccess/i;

/** Functions that sign a caller in or up; there is no session yet. */
export const signingName =
  /^(?:sign|log)_?(?:in|up|out|on|off)|^(?:register|authenticate|forgot|requestPassword|resetPassword|verifyEmail)/i;

/** These are public by nature: a caller signs in through them, or writes to whoever runs the site. */
export const publicByNature: readonly RegExp[] = [
  // `userSignupAction`, `handleLogin`; `logInventoryChange` and `signOffTimesheet` are none.
  /^(?:(?:user|handle|on|do|submit|process|perform|credentials?|email|password|passkey|oauth|social|start|begin|complete|finish)_?)?(?:(?:[sS]ign|[lL]og)_?(?:[iI]n|[uU]p|[oO]ut|[oO]n)|[lL]og_?[oO]ff)(?![a-z])/,
  /^(?:start|begin|complete|finish|verify)\w*Registration(?![a-z])/,
  /^(?:register|authenticate|forgot|requestPassword|resetPassword|passwordReset|verifyEmail|contact|subscribe|unsubscribe|joinWaitlist)/i,
  /^(?:submit|handle|send|process)_?Contact(?:Us|Form|Message|E?[mM]ail|Inquiry|Enquiry)?(?![a-z])/,
  /^(?:submit|handle|join|addTo)_?(?:Newsletter|Wait[lL]ist)(?![a-z])/,
  /^(?:send|resend|request|email|mail)_?(?:Password_?Reset|Reset_?Password|Magic_?Link|(?:Auth|Login|Sign_?In|Otp)_?Code)/i,
];

/**
 * What is sent or made for somebody to prove by it who they are: whoever cannot sign in asks for it. It is about nobody else's data, as
 * only the owner of the address gets it.
 */
export const proofOfIdentity =
  /(?:password_?reset|reset_?password|forgot_?password|magic_?link)s?(?:_?(?:tokens?|codes?|links?|e?mails?|requests?|templates?))?$|^reset_?(?:tokens?|codes?|links?)$/i;

/** How such a thing is made or sent. */
export const makingName = /^(?:create|generate|make|issue|insert|upsert|add|send|request|email|mail|delete|remove|clear)/i;

/** What navigates away, of Next.js and of the auth libraries, and so lets no one through. */
export const navigatesAway = /^(?:redirect|permanentRedirect|notFound|forbidden|unauthorized|redirectToSignIn)$/;
/** What throws again what Next.js threw: `unstable_rethrow` of `next/navigation` (15 and later), and what projects call theirs. */
export const throwsAgain = /^unstable_rethrow$|(?:Redirect|Reject|reject)/;

/** Functions of auth libraries that throw by themselves: Clerk's `auth.protect()`, jose's `jwtVerify`, `verifyIdToken` of firebase-admin. */
export const throwingCheck = /^(?:protect$|jwtVerify|verify)/;

/** Members of a session that say more than that somebody is signed in. */
export const roleMember = /(?:^|_)(?:roles?|permissions?)$|[a-z](?:Roles?|Permissions?)$|^is(?:Admin|Owner|Staff)$/;
/** How the id of who is signed in is read of a session, whatever gave that. */
export const sessionText =
  /\b(?:session|me|viewer|currentUser|user|ctx|auth|actor)\b[?!]?\.(?:user[?!]?\.)?(?:id|\w+Id|sub|email)\b/;
/** What the key of the visitor may be called, read of who is signed in. */
export const visitorKey = /^(?:_?id|uid|sub|email)$/;
/** Types that say that an id is a user's: `User['id']`, `UserId`. */
export const userIdType =
  /^(?:\w+\.)?(?:User(?:s|Row|Record)?|Viewer|SessionUser|CurrentUser|Session)\[['"](?:\w*[iI]d)['"]\]$|^(?:\w+\.)?UserI[dD]$/;
