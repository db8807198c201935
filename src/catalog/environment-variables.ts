/** Environment variables that Next.js, Node.js and hosting platforms define. */

/** Variables that platforms and Next.js set, and that are no secrets. */
export const publicVariables =
  /^(?:(?:NEXT|WAKU|EXPO)_PUBLIC_.*|(?:VITE|GATSBY|REACT_APP)_.*|NODE_ENV|NEXT_RUNTIME|NEXT_PHASE|NEXT_DEPLOYMENT_ID|VERCEL|VERCEL_(?:ENV|TARGET_ENV|URL|BRANCH_URL|PROJECT_PRODUCTION_URL|REGION|DEPLOYMENT_ID|PROJECT_ID|GIT_.*)|CI|PORT|HOST|HOSTNAME|TZ|LANG|npm_package_.*)$/;

/** Next.js writes the values of these into the code it bundles. */
export const inlinedByNext =
  /^(?:NODE_ENV|NEXT_RUNTIME|NEXT_DEPLOYMENT_ID|NEXT_MINIMAL|NEXT_SUPPORTS_IMMUTABLE_ASSETS|TURBOPACK|__NEXT_\w+)$/;

/** Asked for to find out whether a test runs: undefined is the right answer. */
export const testRunnerVariables = /^(?:VITEST|JEST_WORKER_ID|PLAYWRIGHT|CYPRESS|STORYBOOK)$/;
