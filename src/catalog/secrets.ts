/** How secrets are named. Naming conventions of environment variables and of columns; no library defines them. */

/** Names of what holds a secret: `apiKey`, `DATABASE_PASSWORD`. */
export const secretName =
  /(?:^|[a-z\d_$])(?:[sS]ecret|[pP]assword|[pP]asswd|[pP]assphrase|[pP]assword_?(?:[hH]ash|[dD]igest)|[pP]wd?_?[hH]ash|[pP]rivate_?[kK]ey|[aA]pi_?[kK]ey|[sS]ecret_?[kK]ey|[eE]ncryption_?[kK]ey|[sS]igning_?[kK]ey|[aA]ccess_?[tT]oken|[rR]efresh_?[tT]oken|[aA]uth_?[tT]oken|[aA]pi_?[tT]oken|[bB]earer_?[tT]oken|[sS]ession_?[tT]oken|[bB]ot_?[tT]oken|[sS]ervice_?[tT]oken|[dD]eploy_?[tT]oken|[cC]redentials|[cC]onnection_?[sS]tring)$|(?:^|_)(?:SECRET|PASSWORD|PASSPHRASE|PRIVATE_KEY|API_KEY|SECRET_KEY|ENCRYPTION_KEY|SIGNING_KEY|ACCESS_TOKEN|REFRESH_TOKEN|AUTH_TOKEN|API_TOKEN|BEARER_TOKEN|SESSION_TOKEN|BOT_TOKEN|CREDENTIALS|CONNECTION_STRING)$/;

/** Names of variables that no browser is to read, beside {@link secretName}: `SECRET_MODE`, `GITHUB_TOKEN`, `DATABASE_URL`. */
export const serversVariable =
  /^(?!.*(?:PUBLIC|PUBLISHABLE|ANON))(?:.*_)?(?:(?:SECRET|PASSWORD|PRIVATE|CREDENTIALS?)(?:_.*)?|TOKEN|DATABASE_URL|DB_URL)$/;

/** What a package gives to be handed to the browser, though it is called a secret: with Stripe's a visitor pays. */
export const handedToBrowser: ReadonlyArray<readonly [module: RegExp, names: RegExp]> = [[/^stripe$/, /^client_?[sS]ecret$/]];

/** What is only about a secret, or is meant to be seen. */
export const innocentName =
  /^(?:is|has|should|show|hide|can|needs|requires|no|with|use|on|set|get|verify|reset|change|forgot|confirm|new|old|current|public|publishable|anon|toggle|update|NEXT_PUBLIC)(?![a-z])/;

/** Names that say of a record's field what no other name of a string says. */
export const secretField =
  /(?:^|[a-z\d_])(?:[aA]pi|[bB]ot|[bB]earer|[rR]eset|[sS]ession)_?[tT]oken(?:_?[hH]ash)?$|[pP]assword_?(?:[sS]alt|[dD]igest)$/;

/** Names of what only the server ever has: it is kept there, and no visitor sends it. */
export const storedField =
  /^(?:hashed_?[pP]assword|(?:.*_)?password_?(?:hash|salt|digest)|\w*[pP]assword(?:Hash|Salt|Digest)|(?:two_?factor|totp|mfa)_?secret|(?:twoFactor|totp|mfa)Secret)$/;
