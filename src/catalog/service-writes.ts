/**
 * By which methods the clients of services change what these keep, each with the package and the documentation it is from. A verb
 * stands first in a method's name (`sendInvoice`), last (plaid's `linkTokenCreate`), or is written another way.
 */

/** How the clients of some packages call what changes something. */
interface ServiceWrites {
  /** The packages, by the module specifier. */
  readonly packages: RegExp;
  /** Their methods. */
  readonly methods: RegExp;
  /** Where they are documented. */
  readonly source: string;
}

/** Packages with verbs of their own. */
export const serviceWritesOf: readonly ServiceWrites[] = [
  {
    packages: /^plaid$/,
    methods:
      /[a-z](?:Create|Update|Remove|Delete|Cancel|Exchange|Invalidate|Refresh|Execute|Retry|Reverse|Revoke|Terminate|Report|Import|FireWebhook|ResetLogin|SetVerificationStatus)$/,
    source: 'https://plaid.com/docs/api/',
  },
  {
    packages: /^dropbox$/,
    methods:
      /^[a-z]+(?:Create|Delete|Permanently|Move|Copy|Upload|Save|Add|Remove|Update|Share|Unshare|Transfer|Revoke)(?![a-z])/,
    source: 'https://dropbox.github.io/dropbox-sdk-js/Dropbox.html',
  },
  {
    packages: /^(?:@octokit\/|octokit$)/,
    methods:
      /^(?:set|replace|merge|lock|unlock|star|unstar|follow|unfollow|block|unblock|enable|disable|approve|dismiss|submit|request[A-Z]|reRun|transfer|accept|decline|suspend|unsuspend|rename|convert)/,
    source: 'https://octokit.github.io/rest.js/',
  },
  {
    packages: /^@slack\//,
    methods: /^(?:schedule|open|close|join|leave|kick|rename|archive|unarchive|mark|pin|end|revoke|share|complete)/,
    source: 'https://docs.slack.dev/reference/methods',
  },
  {
    packages: /^(?:algoliasearch|@algolia\/|meilisearch$|typesense$|@elastic\/elasticsearch$|@opensearch-project\/)/,
    methods:
      /^(?:save(?:Object|Rule|Synonym)s?|partialUpdate\w+|clear\w+|replaceAll\w+|setSettings|addDocuments\w*|addOrUpdate\w+|swapIndexes|index|bulk|reindex|updateByQuery|import|upsert)$/,
    source: 'https://www.algolia.com/doc/libraries/javascript/',
  },
  {
    packages: /^@notionhq\//,
    methods: /^append$/,
    source: 'https://developers.notion.com/reference/patch-block-children',
  },
  {
    packages: /^cloudinary$/,
    methods: /^(?:upload|destroy|rename|explicit|(?:create|update|delete|add|remove|restore)_\w+)/,
    source: 'https://cloudinary.com/documentation/node_asset_administration',
  },
  {
    packages: /^(?:stream-chat|getstream|@stream-io\/)/,
    methods: /^(?:send|upsert|partialUpdate|ban|unban|mute|unmute|shadowBan|deactivate|reactivate|flag|truncate|hide)(?:[A-Z]|$)/,
    source: 'https://getstream.io/chat/docs/node/',
  },
  {
    packages: /^livekit-server-sdk$/,
    methods: /^(?:mutePublishedTrack|sendData|moveParticipant|start[A-Z]\w*|stop[A-Z]\w*)$/,
    source: 'https://docs.livekit.io/reference/server-sdk-js/',
  },
  {
    packages: /^(?:@aws-sdk\/|aws-sdk$)/,
    methods: /^(?:put|delete|update|create|send|publish|copy|batchWrite|transactWrite)[A-Z]\w*$/,
    source: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/',
  },
  {
    packages: /^minio$/,
    methods: /^(?:f?putObject|removeObjects?|copyObject|makeBucket|removeBucket|set[A-Z]\w+)$/,
    source: 'https://min.io/docs/minio/linux/developers/javascript/API.html',
  },
  {
    packages: /^twitter-api-v2$/,
    methods: /^(?:tweet|reply|quote|like|unlike|retweet|unretweet|follow|unfollow|mute|block|sendDm\w*|deleteTweet|uploadMedia)/,
    source: 'https://github.com/PLhery/node-twitter-api-v2/blob/master/doc/v2.md',
  },
  {
    packages: /^(?:contentful-management|@sanity\/|@datocms\/|@tryghost\/)/,
    methods: /^(?:publish|unpublish|archive|unarchive|edit|upload|bulkPublish|processForAllLocales)/,
    source: 'https://contentful.github.io/contentful-management.js/',
  },
  {
    packages: /^@mikro-orm\//,
    methods: /^(?:persistAndFlush|flush|removeAndFlush|insertMany|upsertMany|nativeInsert|nativeUpdate|nativeDelete)$/,
    source: 'https://mikro-orm.io/docs/entity-manager',
  },
  {
    packages: /^objection$/,
    methods: /^(?:patch|insertGraph|upsertGraph|insertAndFetch|patchAndFetchById|updateAndFetchById|deleteById|relate|unrelate)$/,
    source: 'https://vincit.github.io/objection.js/api/query-builder/',
  },
  {
    packages: /^(?:surrealdb|surrealdb\.js|@instantdb\/admin)$/,
    methods: /^(?:merge|upsert|relate|insertRelation|transact)$/,
    source: 'https://surrealdb.com/docs/sdk/javascript',
  },
];

/** What a method of any service's client is called that changes something: a verb, with what it is done to behind it. */
export const verbFirst =
  /^(?:add|send|cancel|publish|unpublish|invite|archive|unarchive|refund|revoke|ban|unban|upload|upsert|insert|replace|assign|unassign|activate|deactivate|approve|reject|capture|void|charge|pay|issue|finalize|transfer|edit|rename|trigger|schedule|enqueue|restore|broadcast|notify)[A-Z]/;

/** The same with what it is done to before it. */
export const verbLast = /[a-z](?:Create|Update|Upsert|Delete|Remove|Cancel|Send|Publish|Revoke)$/;

/** Where something in memory is set up: listeners, headers, parts of a client. */
export const setsUpClient =
  /(?:Listeners?|Hooks?|Interceptors?|Middlewares?|Handlers?|Agent|Client|Headers?|Plugins?|Callback|Transport|Logger|Config|Context|Credentials|ApiKey|Stream)$|^(?:can|is|has|on|before|after|will|did|should|get|list|find|fetch|use|with|to|from|parse|validate|verify|construct)(?:[A-Z]|$)/;

/** How a request is written whose method stands before the path: `octokit.request('POST /repos/{owner}/{repo}/issues')`. */
export const writingRoute = /^\s*(?:POST|PUT|PATCH|DELETE)\s+\//;

/** Methods of clients that are generated from an API's description, called like those of HTTP: `client.POST('/posts', …)`. */
export const writingHttpMethod = /^(?:POST|PUT|PATCH|DELETE)$/;

/** An operation of GraphQL that changes something; fragments and comments may stand in front of it (graphql.org, October 2021). */
export const graphqlMutation = /(?:^|[\s}])mutation(?:\s+\w+)?\s*[({@]/;
/** How clients are told to send a document: `fetch`, graphql-request, Apollo Client, urql. */
export const sendingCall = /^(?:fetch|request|rawRequest|post|mutate|mutation|query|send|execute)$/;
/** What a client's options hold a document under: `request({ document })`, `mutate({ mutation })`, `fetch(url, { body })`. */
export const documentKey = /^(?:query|mutation|document|body|data)$/;
/** What makes a document of a text, or a text of a document, and sends nothing. */
export const documentMaker = /^(?:gql|graphql|parse|stringify|print)$/;
