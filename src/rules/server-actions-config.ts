import type ts from 'typescript';
import { isKeywordLiteral, unwrap } from '../syntax/nodes.ts';
import {
  configValues,
  isNextConfig,
  configurationIn,
  configPlaceOf,
  propertiesOf,
  type ConfigPlace,
} from '../frameworks/config.ts';
import { holds } from '../frameworks/versions.ts';
import { defineRule, type RuleContext } from '../rule.ts';
import { excerpt } from '../syntax/excerpt.ts';

type MessageId =
  | 'wrongPlace'
  | 'misnamed'
  | 'optionOutside'
  | 'notAnObject'
  | 'unknownOption'
  | 'originsNotArray'
  | 'originNotString'
  | 'scheme'
  | 'path'
  | 'everyHost'
  | 'partialWildcard'
  | 'deepWildcard'
  | 'neverMatches'
  | 'size'
  | 'sizeOfFewBytes'
  | 'writeHost'
  | 'moveInside'
  | 'rename';

type Context = RuleContext<MessageId>;

const options = ['allowedOrigins', 'bodySizeLimit'];

/**
 * `serverActions` in `next.config`. Sources: Next.js's config schema (`config-schema`), its own check of the size (`config`), and
 * the comparison that a request's origin has to pass (`csrf-protection`).
 */
export const serverActionsConfig = defineRule<MessageId>({
  name: 'server-actions-config',
  code: 83029,
  description: 'Disallow serverActions settings in next.config that Next.js ignores, refuses, or that never match.',
  reach: ['file'],
  presets: ['recommended', 'security'],
  hasSuggestions: true,
  messages: {
    wrongPlace: '`serverActions` has no effect at the top level of the config. Move it into `experimental`.',
    misnamed: '`{{name}}` is not a Next.js setting and is ignored. Use `experimental.serverActions`.',
    optionOutside: '`{{name}}` has no effect here. Set `experimental.serverActions.{{option}}`.',
    notAnObject: '`serverActions` must be an object, not {{value}}. Remove it, or set `allowedOrigins` or `bodySizeLimit`.',
    unknownOption: '`{{name}}` is not a setting of `serverActions` and is ignored. Use `{{option}}`.',
    originsNotArray: '`allowedOrigins` must be an array of hosts. Write ["example.com"].',
    originNotString: '`allowedOrigins` takes strings, not {{value}}. Write the host, such as "example.com" or "*.example.com".',
    scheme: '"{{origin}}" never matches: Next.js compares hosts, without a scheme. Write "{{host}}".',
    path: '"{{origin}}" never matches: Next.js compares hosts, without a path. Write "{{host}}".',
    everyHost:
      '"{{origin}}" never matches: Next.js does not accept a wildcard for every host. Name the hosts, such as "*.example.com".',
    partialWildcard: '"{{origin}}" never matches: a wildcard stands for a whole label. Write it as "*.example.com".',
    deepWildcard: '"{{origin}}" never matches: "**" is allowed only as the first label. Write it as "**.example.com".',
    neverMatches: '"{{origin}}" never matches: {{why}}. Write only the host, such as "example.com" or "localhost:3000".',
    size: '{{value}} is not a valid `bodySizeLimit`: the server does not start. Write a number of bytes, or a string such as "2mb".',
    sizeOfFewBytes: '{{value}} means {{bytes}} to Next.js. Write a number and a unit (kb, mb, gb, tb, pb), such as "2mb".',
    writeHost: 'Write "{{host}}"',
    moveInside: 'Move it into `experimental`',
    rename: 'Rename it to `{{option}}`',
  },
  check(context) {
    const { ts, sourceFile, project } = context;
    if (!isNextConfig(sourceFile.fileName)) return;
    // Next.js 13 has a switch by this name.
    if (!holds(project, sourceFile.fileName, 'serverFunctionsByDefault')) return;
    const config = configurationIn(ts, sourceFile);
    const experimental = configPlaceOf(ts, config, 'experimental');
    for (const { name } of propertiesOf(ts, config, 'serverActions')) {
      const edits = moveInside(context, name, config);
      context.report({ at: name, messageId: 'wrongPlace', suggestions: edits ? [{ messageId: 'moveInside', edits }] : [] });
    }
    for (const { key, name } of [...propertiesOf(ts, config, 'bodySizeLimit'), ...propertiesOf(ts, experimental)]) {
      const option = /^(?:serverActions?)?(allowedOrigins|bodySizeLimit)$/i.exec(key)?.[1];
      if (option)
        context.report({
          at: name,
          messageId: 'optionOutside',
          data: { name: key, option: option[0]!.toLowerCase() + option.slice(1) },
        });
    }
    for (const { key, name } of [...propertiesOf(ts, config), ...propertiesOf(ts, experimental)]) {
      if (key !== 'serverActions' && /^server[-_]?(?:actions?|functions?)$/i.test(key))
        context.report({ at: name, messageId: 'misnamed', data: { name: key } });
    }
    for (const { value } of propertiesOf(ts, experimental, 'serverActions')) checkKind(context, value);
    checkOptions(context, configPlaceOf(ts, experimental, 'serverActions'));
  },
});

/** Next.js 13's `serverActions: true`, and whatever else is no object. */
function checkKind(context: Context, value: ts.Expression): void {
  const { ts, report } = context;
  for (const given of configValues(ts, value)) {
    const isWrong = isPlainLiteral(ts, given) || ts.isArrayLiteralExpression(given);
    if (isWrong) report({ at: given, messageId: 'notAnObject', data: { value: shown(context, given) } });
  }
}

function checkOptions(context: Context, place: ConfigPlace): void {
  const { ts, report } = context;
  for (const { key, name, value } of propertiesOf(ts, place)) {
    if (key === 'allowedOrigins') checkOrigins(context, value);
    else if (key === 'bodySizeLimit') checkSize(context, value);
    else {
      const option = meant(key);
      if (!option) continue;
      // A shorthand names a variable too.
      const edits = ts.isShorthandPropertyAssignment(name.parent)
        ? undefined
        : [{ start: name.getStart(), end: name.end, newText: option }];
      report({
        at: name,
        messageId: 'unknownOption',
        data: { name: key, option },
        suggestions: edits ? [{ messageId: 'rename', data: { option }, edits }] : [],
      });
    }
  }
}

/** The setting that a name near it was meant to be. */
function meant(key: string): string | undefined {
  const plain = key.toLowerCase().replaceAll(/[-_]/g, '');
  if (/ori?gi?ns?$|^allow.*(?:hosts?|domains?)$/.test(plain)) return options[0];
  if (/^(?:max)?(?:body|request|payload|upload)?(?:parser)?(?:size)?(?:limit|max)?s?$/.test(plain) && /size|limit/.test(plain))
    return options[1];
  return undefined;
}

function checkOrigins(context: Context, value: ts.Expression): void {
  const { ts, report } = context;
  for (const given of configValues(ts, value)) {
    if (ts.isArrayLiteralExpression(given)) given.elements.forEach((element) => checkOriginElement(context, element));
    else if (isPlainLiteral(ts, given) || isBuiltElse(ts, given)) report({ at: given, messageId: 'originsNotArray' });
  }
}

/** Values that are certainly no array and no plain literal. */
function isBuiltElse(ts: Context['ts'], given: ts.Expression): boolean {
  const isCollection =
    ts.isNewExpression(given) && ts.isIdentifier(given.expression) && /^(?:Set|RegExp|Map|URL)$/.test(given.expression.text);
  return (
    isCollection || ts.isObjectLiteralExpression(given) || ts.isTemplateExpression(given) || ts.isRegularExpressionLiteral(given)
  );
}

function checkOriginElement(context: Context, element: ts.Expression): void {
  const { ts, report } = context;
  if (ts.isSpreadElement(element)) return checkOrigins(context, element.expression);
  for (const given of configValues(ts, element)) {
    if (ts.isStringLiteralLike(given)) checkOrigin(context, given, given.text, false);
    else if (ts.isTemplateExpression(given)) checkTemplate(context, given);
    // What is null or false may be filtered out of the array.
    else if (ts.isNumericLiteral(given) || isBuiltElse(ts, given) || ts.isArrayLiteralExpression(given)) {
      report({ at: given, messageId: 'originNotString', data: { value: shown(context, given) } });
    }
  }
}

/** Of a template only what stands in it as text can be judged. */
function checkTemplate(context: Context, template: ts.TemplateExpression): void {
  const text = [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)].join('x');
  if (!/^[\w+.-]*:?\/\//.test(template.head.text) && !/[/?#]/.test(text)) return;
  checkOrigin(context, template, text, true);
}

function checkOrigin(context: Context, at: ts.Expression, origin: string, isTemplate: boolean): void {
  const { report, sourceFile } = context;
  const written = isTemplate ? at.getText(sourceFile).slice(1, -1) : origin;
  const withoutScheme = written.replace(/^\s*(?:(?:\$\{[^{}]*\}|[a-z][a-z0-9+.*-]*):)?\/\//i, '');
  const host = withoutScheme.replace(isTemplate ? /[/?#][^{}]*$/ : /[/?#][^]*$/, '').trim();
  const fault = faultOf(origin);
  if (!fault) return;
  const hasHost =
    (fault.messageId === 'scheme' || fault.messageId === 'path') &&
    host !== '' &&
    !faultOf(host.replaceAll(/\$\{[^{}]*\}/g, 'x'));
  const text = at.getText(sourceFile);
  report({
    at,
    messageId: fault.messageId,
    data: { origin: written, host: hasHost ? host : 'example.com', ...(fault.why ? { why: fault.why } : {}) },
    suggestions: hasHost
      ? [
          {
            messageId: 'writeHost',
            data: { host },
            edits: [{ start: at.getStart(sourceFile), end: at.end, newText: `${text[0]}${host}${text[0]}` }],
          },
        ]
      : [],
  });
}

/** Why a text can never be equal to, or match as a pattern, the host that a browser sends. */
function faultOf(origin: string): { messageId: MessageId; why?: string } | undefined {
  if (origin === '') return undefined;
  if (/^\s*(?:[a-z][a-z0-9+.*-]*:)?\/\//i.test(origin)) return { messageId: 'scheme' };
  if (/\s/.test(origin.trim()) || origin.includes(','))
    return { messageId: 'neverMatches', why: 'each host needs its own entry' };
  if (/^https?:/i.test(origin)) return { messageId: 'scheme' };
  if (/[/?#\\]/.test(origin)) return { messageId: 'path' };
  if (origin !== origin.trim()) return { messageId: 'neverMatches', why: 'a host has no surrounding spaces' };
  if (origin === '*' || origin === '**') return { messageId: 'everyHost' };
  const labels = origin.split('.');
  if (labels.some((label) => label.includes('*') && label !== '*' && label !== '**')) return { messageId: 'partialWildcard' };
  if (labels.lastIndexOf('**') > 0) return { messageId: 'deepWildcard' };
  if (origin.includes('@')) return { messageId: 'neverMatches', why: 'a host has no user name' };
  if (origin.startsWith('.') || origin.includes('..')) return { messageId: 'neverMatches', why: 'a label is empty' };
  if (/[^\x20-\x7e]/.test(origin)) return { messageId: 'neverMatches', why: 'browsers send the "xn--" form of the name' };
  return undefined;
}

function checkSize(context: Context, value: ts.Expression): void {
  const { ts, report } = context;
  for (const given of configValues(ts, value)) {
    const size = sizeOf(ts, given);
    if (!size) continue;
    const { bytes, isMeant } = size;
    if (bytes === undefined || Number.isNaN(bytes) || bytes < 1)
      report({ at: given, messageId: 'size', data: { value: shown(context, given) } });
    else if (!isMeant) {
      report({
        at: given,
        messageId: 'sizeOfFewBytes',
        data: { value: shown(context, given), bytes: bytes === 1 ? '1 byte' : `${bytes} bytes` },
      });
    }
  }
}

/**
 * What Next.js makes of a size: the number itself, or what its `bytes` parser reads from a text, which takes the leading whole
 * number of a text it does not understand for bytes.
 *
 * @returns undefined where the value is not known; `bytes` is undefined where Next.js takes none
 */
function sizeOf(ts: Context['ts'], given: ts.Expression): { bytes: number | undefined; isMeant: boolean } | undefined {
  if (ts.isNumericLiteral(given)) return { bytes: Number(given.text), isMeant: true };
  if (ts.isPrefixUnaryExpression(given) && ts.isNumericLiteral(given.operand)) {
    const isNegative = given.operator === ts.SyntaxKind.MinusToken;
    const isPlus = given.operator === ts.SyntaxKind.PlusToken;
    return isNegative || isPlus ? { bytes: Number(given.operand.text) * (isNegative ? -1 : 1), isMeant: true } : undefined;
  }
  if (!ts.isStringLiteralLike(given))
    return isPlainLiteral(ts, given) || isBuilt(ts, given) ? { bytes: undefined, isMeant: false } : undefined;
  const units: Record<string, number> = { kb: 1, mb: 2, gb: 3, tb: 4, pb: 5 };
  const parts = /^([-+]?\d+(?:\.\d+)?) *([kmgtp]b)$/i.exec(given.text);
  if (parts) return { bytes: Math.floor(Number(parts[1]) * 1024 ** units[parts[2]!.toLowerCase()]!), isMeant: true };
  const isMeant = /^[-+]?\d+\s*(?:b|bytes?)?$/i.test(given.text.trim());
  return { bytes: Number.parseInt(given.text, 10), isMeant };
}

function isBuilt(ts: Context['ts'], given: ts.Expression): boolean {
  return ts.isObjectLiteralExpression(given) || ts.isArrayLiteralExpression(given) || ts.isRegularExpressionLiteral(given);
}

/** A string, number, boolean, `null` or bigint as such. */
function isPlainLiteral(ts: Context['ts'], node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) || ts.isBigIntLiteral(node) || isKeywordLiteral(ts, node);
}

/** A value as its owner wrote it, in double quotes where it is a text, cut where it is long. */
function shown({ ts, sourceFile }: Context, node: ts.Expression): string {
  return excerpt(ts.isStringLiteralLike(node) ? JSON.stringify(node.text) : node.getText(sourceFile));
}

/** Wraps the property in `experimental`, where the object has none yet. */
function moveInside({ ts, sourceFile }: Context, name: ts.Node, config: ConfigPlace) {
  const property = name.parent;
  if (!ts.isPropertyAssignment(property) || propertiesOf(ts, config, 'experimental').length > 0) return undefined;
  if (isPlainLiteral(ts, unwrap(ts, property.initializer))) return undefined;
  return [
    { start: property.getStart(sourceFile), end: property.getStart(sourceFile), newText: 'experimental: { ' },
    { start: property.end, end: property.end, newText: ' }' },
  ];
}
