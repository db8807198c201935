import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import type { PropCrossing } from '../crossings/crossing.ts';
import { crossingsOf } from '../crossings/crossings.ts';
import { variableOf } from '../security/environment-variables.ts';
import { secretRecordIn } from '../security/record-secrets.ts';
import { isSecretName, secretIn, variableNamed, type Secret, type SecretOptions } from '../security/secrets.ts';
import { originOf } from '../flow/origin.ts';
import { serverFunctionText } from '../flow/server-function.ts';
import { isInside, unwrap } from '../syntax/nodes.ts';
import { isOfOtherFramework } from '../frameworks/framework.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { isNextConfig, configurationIn, configPlaceOf, propertiesOf } from '../frameworks/config.ts';
import { relatedDeclaration } from '../flow/related.ts';
import { defineRule, texts, type RuleContext } from '../rule.ts';
import { memberName } from '../syntax/last-name.ts';

type MessageId =
  | 'prop'
  | 'hiddenInput'
  | 'captured'
  | 'capturedPlain'
  | 'bound'
  | 'returned'
  | 'encryptionKey'
  | 'configKey'
  | 'recordProp'
  | 'recordCaptured'
  | 'recordBound'
  | 'recordResult';

const encryptionKey = 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY';

/**
 * A secret on its way to the browser: as a prop of a Client Component, in a hidden input, in what an inline Server Function closes
 * over, in what `.bind` binds, in what a Server Function returns; and records of the server's data that have such a secret in them and
 * are sent whole. And the key that encrypts closures, where it is written down. The guide's sections on closures and
 * encryption, on passing arguments, and on overwriting encryption keys.
 */
export const noSecretExposure = defineRule<MessageId, SecretOptions>({
  name: 'no-secret-exposure',
  code: 83020,
  description:
    'Disallow sending secrets to the client in props, hidden inputs, closures and bound values, and writing down the key that encrypts closures.',
  reach: ['file', 'modules', 'types'],
  presets: ['recommended', 'security'],
  options: {
    properties: {
      publicPrefixes: texts,
      publicNames: texts,
    },
    defaults: {},
  },
  messages: {
    prop: '`{{secret}}` is sent to the browser as prop `{{prop}}` of `<{{tag}}>`. Keep it on the server, and pass only what is shown.',
    hiddenInput: '`{{secret}}` is sent to the browser in a hidden input. Read it in the Server Function instead.',
    captured: '{{action}} captures `{{secret}}`, which sends it to the browser, encrypted. Read it inside the function.',
    capturedPlain: '{{action}} captures `{{secret}}`, which sends it to the browser. Read it inside the function.',
    bound: '`{{secret}}` is sent to the browser, bound to {{action}} and not encrypted. Read it inside the function.',
    returned: '`{{secret}}` is sent to the browser: {{action}} returns it. Keep it on the server, and return only what is shown.',
    recordProp:
      '`{{record}}` is sent whole as prop `{{prop}}` of `<{{tag}}>`, with its `{{member}}`. Pass only the fields that are shown.',
    recordCaptured: '{{action}} captures all of `{{record}}`, with its `{{member}}`. Capture only the fields it uses.',
    recordBound:
      '`{{record}}` is bound whole to {{action}}, with its `{{member}}`. Bind its id, and read it inside the function.',
    recordResult:
      '{{action}} returns all of `{{record}}` to the browser, with its `{{member}}`. Return only the fields it needs.',
    encryptionKey: `\`${encryptionKey}\` must not be in the source: it decrypts what Server Functions capture. Set it in the build environment.`,
    configKey: `\`env\` in next.config puts \`${encryptionKey}\` into browser code. Set it in the build environment.`,
  },
  check(context) {
    const { facts, sourceFile } = context;
    checkEncryptionKey(context);
    if (isNextConfig(sourceFile.fileName) || facts.moduleDirective === 'use client') return;
    checkProps(context);
    checkActions(context);
    checkResults(context);
  },
});

function checkProps({ project, sourceFile, options, report }: RuleContext<MessageId, SecretOptions>): void {
  const props = crossingsOf(project, sourceFile, 'prop', 'spread', 'child');
  const hidden = new Set(props.filter(isHiddenType).map(({ site }) => site));
  for (const crossing of props) {
    const { name, kind, expression, site } = crossing;
    const isHidden = hidden.has(site) && /^(?:value|defaultValue)$/.test(name);
    const isText = kind === 'child' || name === 'dangerouslySetInnerHTML' || name.startsWith('data-');
    if (name === 'key' || (site.target === 'host' && !isHidden && !isText)) continue;
    const secret = secretIn(project, expression, options);
    // What a page shows of a record is meant to be seen; a variable of the server that is named like a secret is not.
    if (site.target === 'host' && !isHidden && !(secret && isSecretName(variableBehind(project, secret.at, options) ?? '')))
      continue;
    if (!secret) {
      const record = site.target === 'client' ? secretRecordIn(project, expression, crossing.hidden) : undefined;
      if (!record || !isUsedOn(project, 'server', site.node)) continue;
      const data = { ...record, prop: kind === 'spread' ? '…' : name, tag: site.tag };
      report({ at: crossing.at, messageId: 'recordProp', data, related: relatedDeclaration(project, expression) });
      continue;
    }
    if ((kind === 'child' && isMeantToBeSeen(project, secret)) || !isUsedOn(project, 'server', site.node)) continue;
    report({
      // A secret may be found where a name was declared: what travels is the name's use.
      at: isInside(secret.at, expression) ? secret.at : expression,
      messageId: isHidden ? 'hiddenInput' : 'prop',
      data: { secret: secret.name, prop: kind === 'spread' ? '…' : name, tag: site.tag },
      related: relatedDeclaration(project, secret.at),
    });
  }
}

/** Text between the tags is there to be read: `Sign in with {process.env.PROVIDER_NAME}`. Only a secret's name says otherwise. */
function isMeantToBeSeen(project: RuleContext['project'], { at, name }: Secret): boolean {
  return !isSecretName(variableOf(project, at) ?? name);
}

/** `type="hidden"` of an `<input>`. */
function isHiddenType({ name, expression, site: { tag, target } }: PropCrossing): boolean {
  return target === 'host' && tag === 'input' && name === 'type' && /^['"]hidden['"]$/.test(expression.getText());
}

function checkActions({ project, sourceFile, options, report }: RuleContext<MessageId, SecretOptions>): void {
  for (const crossing of crossingsOf(project, sourceFile, 'capture', 'bound')) {
    const { kind, expression } = crossing;
    const secret = secretIn(project, expression, options);
    const record = secret ? undefined : secretRecordIn(project, expression);
    if (!secret && !record) continue;
    const { name } = crossing.kind === 'capture' ? crossing.action : crossing.target;
    if (!secret) {
      const data = { ...record!, action: serverFunctionText(name) };
      const messageId = kind === 'capture' ? 'recordCaptured' : 'recordBound';
      report({ at: crossing.at, messageId, data, related: relatedDeclaration(project, expression) });
      continue;
    }
    report({
      at: kind === 'bound' && isInside(secret.at, expression) ? secret.at : expression,
      messageId: kind === 'bound' ? 'bound' : isOfOtherFramework(project, sourceFile.fileName) ? 'capturedPlain' : 'captured',
      data: { secret: secret.name, action: serverFunctionText(name) },
      related: relatedDeclaration(project, secret.at),
    });
  }
}

/**
 * What a Server Function returns goes to whoever calls it. A token or a key that it makes for the caller is meant for them; a variable
 * of the server that is named like a secret is for nobody, and a record with a secret in it is more than was asked for.
 */
function checkResults({ project, sourceFile, options, report }: RuleContext<MessageId, SecretOptions>): void {
  for (const { expression, at, action } of crossingsOf(project, sourceFile, 'result')) {
    const secret = secretIn(project, expression, options);
    const variable = secret && variableNamed(secret);
    if (secret && variable !== undefined && isSecretName(variable)) {
      report({
        at: isInside(secret.at, expression) ? secret.at : expression,
        messageId: 'returned',
        data: { secret: secret.name, action: serverFunctionText(action.name) },
        related: relatedDeclaration(project, secret.at),
      });
      continue;
    }
    const record = secretRecordIn(project, expression);
    if (!record) continue;
    const data = { ...record, action: serverFunctionText(action.name) };
    report({ at, messageId: 'recordResult', data, related: relatedDeclaration(project, expression) });
  }
}

/** The variable of the server that a name, or a member of an object, stands for. */
function variableBehind(project: RuleContext['project'], at: ts.Expression, options: SecretOptions): string | undefined {
  const variable = variableOf(project, at);
  const { end } = originOf(project, at);
  const value = end.kind === 'declaration' ? end.value : undefined;
  if (variable !== undefined || !value || value === at || !project.ts.isExpression(value)) return variable;
  const behind = secretIn(project, value, options);
  return behind && behind.at !== at ? variableOf(project, behind.at) : undefined;
}

function checkEncryptionKey({ ts, sourceFile, report }: RuleContext<MessageId, SecretOptions>): void {
  if (!sourceFile.text.includes(encryptionKey)) return;
  const inConfig = isNextConfig(sourceFile.fileName)
    ? propertiesOf(ts, configPlaceOf(ts, configurationIn(ts, sourceFile), 'env'), encryptionKey)
    : [];
  for (const { name } of inConfig) report({ at: name, messageId: 'configKey' });
  for (const node of descendantsOf(ts, sourceFile, 'BinaryExpression', 'VariableDeclaration', 'PropertyAssignment')) {
    const written = keyGivenText(ts, node);
    if (written && !inConfig.some(({ name }) => name === written)) report({ at: written, messageId: 'encryptionKey' });
  }
}

/** Where the key is given a value that is written out: `process.env.KEY = '…'`, `const KEY = '…'`, `{ KEY: '…' }`. */
function keyGivenText(ts: RuleContext['ts'], node: ts.Node): ts.Node | undefined {
  const isText = (value: ts.Expression | undefined): boolean => {
    const inner = value && unwrap(ts, value);
    return inner !== undefined && (ts.isStringLiteralLike(inner) || ts.isTemplateExpression(inner)) && inner.getText().length > 2;
  };
  if (ts.isBinaryExpression(node) && setsText(ts, node.operatorToken.kind)) {
    const target = unwrap(ts, node.left);
    return (memberName(ts, target) ?? target.getText()) === encryptionKey && isText(node.right) ? target : undefined;
  }
  if (ts.isVariableDeclaration(node))
    return node.name.getText() === encryptionKey && isText(node.initializer) ? node.name : undefined;
  if (!ts.isPropertyAssignment(node)) return undefined;
  const key = ts.isIdentifier(node.name) || ts.isStringLiteralLike(node.name) ? node.name.text : '';
  return key === encryptionKey && isText(node.initializer) ? node.name : undefined;
}

/** `=`, `??=`, `||=`: what stands on the right is all that the left is then. */
function setsText(ts: RuleContext['ts'], kind: ts.SyntaxKind): boolean {
  const { EqualsToken, QuestionQuestionEqualsToken, BarBarEqualsToken } = ts.SyntaxKind;
  return kind === EqualsToken || kind === QuestionQuestionEqualsToken || kind === BarBarEqualsToken;
}
