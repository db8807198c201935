import type { PresetName, Rule } from '../rule.ts';
import { actionStateSignature } from './action-state-signature.ts';
import { asyncClientComponent } from './async-client-component.ts';
import { asyncServerFunctions } from './async-server-functions.ts';
import { awaitRequestApis } from './await-request-apis.ts';
import { cacheDirectiveEnabled } from './cache-directive-enabled.ts';
import { clientEntryProps } from './client-entry-props.ts';
import { clientOnlyApi } from './client-only-api.ts';
import { clientReferenceUse } from './client-reference-use.ts';
import { directivePlacement } from './directive-placement.ts';
import { directiveSpelling } from './directive-spelling.ts';
import { formStatusInChild } from './form-status-in-child.ts';
import { frameworkDirective } from './framework-directive.ts';
import { nextFileConventions } from './next-file-conventions.ts';
import { noBrowserGlobalInSsr } from './no-browser-global-in-ssr.ts';
import { noCallerIdentity } from './no-caller-identity.ts';
import { noChildrenInspection } from './no-children-inspection.ts';
import { noComponentAsAction } from './no-component-as-action.ts';
import { noConflictingDirectives } from './no-conflicting-directives.ts';
import { noExposedAction } from './no-exposed-action.ts';
import { noIneffectiveDirective } from './no-ineffective-directive.ts';
import { noMutationInRender } from './no-mutation-in-render.ts';
import { noRedactedErrorMessage } from './no-redacted-error-message.ts';
import { noRedirectInTry } from './no-redirect-in-try.ts';
import { noRequestDataInCache } from './no-request-data-in-cache.ts';
import { noSecretExposure } from './no-secret-exposure.ts';
import { noServerDirectiveInClient } from './no-server-directive-in-client.ts';
import { noUncachedUse } from './no-uncached-use.ts';
import { noUndebouncedAction } from './no-undebounced-action.ts';
import { requireActionAuth } from './require-action-auth.ts';
import { requireActionValidation } from './require-action-validation.ts';
import { requireSuspense } from './require-suspense.ts';
import { requireTransition } from './require-transition.ts';
import { revalidationArguments } from './revalidation-arguments.ts';
import { serializableActionArguments } from './serializable-action-arguments.ts';
import { serializableActionResult } from './serializable-action-result.ts';
import { serializableCacheValues } from './serializable-cache-values.ts';
import { serializableClosure } from './serializable-closure.ts';
import { serializableProps } from './serializable-props.ts';
import { serverActionsConfig } from './server-actions-config.ts';
import { serverFunctionSyntax } from './server-function-syntax.ts';
import { serverModuleExports } from './server-module-exports.ts';
import { serverOnlyApi } from './server-only-api.ts';

/** Every rule by its name, in the order of the documentation. */
const ruleNamed = {
  'directive-placement': directivePlacement,
  'directive-spelling': directiveSpelling,
  'no-conflicting-directives': noConflictingDirectives,
  'server-module-exports': serverModuleExports,
  'async-server-functions': asyncServerFunctions,
  'server-function-syntax': serverFunctionSyntax,
  'no-server-directive-in-client': noServerDirectiveInClient,
  'no-component-as-action': noComponentAsAction,
  'client-reference-use': clientReferenceUse,
  'async-client-component': asyncClientComponent,
  'no-ineffective-directive': noIneffectiveDirective,
  'no-redirect-in-try': noRedirectInTry,
  'client-only-api': clientOnlyApi,
  'server-only-api': serverOnlyApi,
  'form-status-in-child': formStatusInChild,
  'next-file-conventions': nextFileConventions,
  'no-undebounced-action': noUndebouncedAction,
  'server-actions-config': serverActionsConfig,
  'serializable-props': serializableProps,
  'client-entry-props': clientEntryProps,
  'serializable-action-arguments': serializableActionArguments,
  'serializable-action-result': serializableActionResult,
  'serializable-cache-values': serializableCacheValues,
  'serializable-closure': serializableClosure,
  'no-secret-exposure': noSecretExposure,
  'no-mutation-in-render': noMutationInRender,
  'action-state-signature': actionStateSignature,
  'no-exposed-action': noExposedAction,
  'require-action-auth': requireActionAuth,
  'require-action-validation': requireActionValidation,
  'no-caller-identity': noCallerIdentity,
  'no-request-data-in-cache': noRequestDataInCache,
  'require-suspense': requireSuspense,
  'cache-directive-enabled': cacheDirectiveEnabled,
  'revalidation-arguments': revalidationArguments,
  'await-request-apis': awaitRequestApis,
  'require-transition': requireTransition,
  'no-browser-global-in-ssr': noBrowserGlobalInSsr,
  'no-uncached-use': noUncachedUse,
  'no-children-inspection': noChildrenInspection,
  'no-redacted-error-message': noRedactedErrorMessage,
  'framework-directive': frameworkDirective,
} satisfies Readonly<Record<string, Rule>>;

/** The names of the rules. */
export type RuleName = keyof typeof ruleNamed;

/** Every rule there is, in the order of the README's table. The only registry. */
export const rules: readonly Rule[] = Object.values(ruleNamed);

/** The number of a rule's diagnostics in an editor. */
export function codeOf(name: string): number {
  return ruleNamed[name as RuleName].code;
}

/**
 * The rules of a preset. `strict` holds `recommended`; `security` is an addition to either; `all` is every rule.
 */
export function rulesOfPreset(preset: PresetName | 'all'): readonly Rule[] {
  if (preset === 'all') return rules;
  return rules.filter(({ presets }) => presets.includes(preset) || (preset === 'strict' && presets.includes('recommended')));
}
