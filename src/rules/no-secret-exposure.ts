import type ts from 'typescript';
import { bindsOf } from '../crossings/binds.ts';
import { capturesOf } from '../crossings/captures.ts';
import { variableOf } from '../security/environment-variables.ts';
import { isSecretName, secretIn, type Secret, type SecretOptions } from '../security/secrets.ts';
import { serverFunctionText } from '../flow/server-function.ts';
import { sitesOf, type Site } from '../crossings/sites.ts';
import { forEachDescendant, unwrap } from '../syntax/nodes.ts';
import { graphOf } from '../graph/graph.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { isNextConfig, nextConfigOf, placeOf, propertiesOf } from '../frameworks/next/config.ts';
import { relatedDeclaration } from '../flow/related.ts';
import { defineRule, type RuleContext } from '../rule.ts';

type MessageId = 'prop' | 'hiddenInput' | 'captured' | 'bound' | 'encryptionKey' | 'configKey';

const encryptionKey = 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY';

/**
 * A secret on its way to the browser: as a prop of a Client Component, in a hidden input, in what an inline Server Function closes
 * over, in what `.bind` binds. And the key that encrypts closures, where it is written down. The guide's sections on closures and
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
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        publicPrefixes: { type: 'array', items: { type: 'string' } },
        publicNames: { type: 'array', items: { type: 'string' } },
      },
    },
    defaults: {},
  },
  messages: {
    prop: '"{{secret}}" is sent to the browser as the prop "{{prop}}" of <{{tag}}>, where everybody can read it. Keep it on the server, and pass what the component needs to show.',
    hiddenInput:
      '"{{secret}}" is sent to the browser in a hidden input, where everybody can read it. Keep it on the server: read it in the Server Function.',
    captured:
      '"{{secret}}" travels to the browser and back with {{action}}, which closes over it. Next.js encrypts it, and that is not what should protect a secret. Read it inside the function.',
    bound:
      '"{{secret}}" travels to the browser with {{action}}, to which it is bound, and is not encrypted. Read it inside the function.',
    encryptionKey: `${encryptionKey} must not be written in the source: whoever reads it can read what Server Functions close over. Set it in the environment of the build.`,
    configKey: `"env" in next.config puts ${encryptionKey} into the code that browsers get. Set it in the environment of the build.`,
  },
  check(context) {
    const { facts, sourceFile } = context;
    checkEncryptionKey(context);
    if (isNextConfig(sourceFile.fileName) || facts.moduleDirective === 'use client') return;
    checkSites(context);
    checkCaptures(context);
    checkBinds(context);
  },
});

function checkSites({ project, sourceFile, options, report }: RuleContext<MessageId, SecretOptions>): void {
  if (!graphOf(project).environmentOf(sourceFile.fileName).server) return;
  for (const site of sitesOf(project, sourceFile)) {
    const isHidden = site.target === 'host' && isHiddenInput(site);
    if (site.target === 'host' && !isHidden) continue;
    for (const { name, kind, value } of site.props) {
      if (name === 'key' || (isHidden && !/^(?:value|defaultValue)$/.test(name))) continue;
      const secret = secretIn(project, value, options);
      if (!secret || (kind === 'child' && isMeantToBeSeen(project, secret)) || !isUsedOn(project, 'server', site.node)) continue;
      const at = isInside(secret.at, value) ? secret.at : value;
      const prop = kind === 'spread' ? '…' : name;
      report({
        at,
        messageId: isHidden ? 'hiddenInput' : 'prop',
        data: { secret: secret.name, prop, tag: site.tag },
        related: relatedDeclaration(project, secret.at),
      });
    }
  }
}

/** Text between the tags is there to be read: `Sign in with {process.env.PROVIDER_NAME}`. Only a secret's name says otherwise. */
function isMeantToBeSeen(project: RuleContext['project'], { at, name }: Secret): boolean {
  return !isSecretName(variableOf(project, at) ?? name);
}

function isHiddenInput({ tag, props }: Site): boolean {
  return tag === 'input' && props.some(({ name, value }) => name === 'type' && /^['"]hidden['"]$/.test(value.getText()));
}

/** A secret may be found where a name was declared: what travels is the name's use. */
function isInside(node: ts.Node, outer: ts.Node): boolean {
  return node.getSourceFile() === outer.getSourceFile() && node.pos >= outer.pos && node.end <= outer.end;
}

function checkCaptures({ ts, facts, project, options, report }: RuleContext<MessageId, SecretOptions>): void {
  for (const { node, by, directive, name } of facts.serverFunctions) {
    if (by !== 'body' || directive !== 'use server') continue;
    for (const { expression } of capturesOf(ts, node)) {
      const secret = secretIn(project, expression, options);
      if (secret)
        report({
          at: expression,
          messageId: 'captured',
          data: { secret: secret.name, action: serverFunctionText(name) },
          related: relatedDeclaration(project, secret.at),
        });
    }
  }
}

function checkBinds({ project, sourceFile, options, report }: RuleContext<MessageId, SecretOptions>): void {
  for (const { name, values } of bindsOf(project, sourceFile)) {
    for (const value of values) {
      const secret = secretIn(project, value, options);
      if (!secret) continue;
      report({
        at: isInside(secret.at, value) ? secret.at : value,
        messageId: 'bound',
        data: { secret: secret.name, action: serverFunctionText(name) },
        related: relatedDeclaration(project, secret.at),
      });
    }
  }
}

function checkEncryptionKey({ ts, sourceFile, report }: RuleContext<MessageId, SecretOptions>): void {
  if (!sourceFile.text.includes(encryptionKey)) return;
  const inConfig = isNextConfig(sourceFile.fileName)
    ? propertiesOf(ts, placeOf(ts, nextConfigOf(ts, sourceFile), 'env'), encryptionKey)
    : [];
  for (const { name } of inConfig) report({ at: name, messageId: 'configKey' });
  forEachDescendant(ts, sourceFile, (node) => {
    const written = writtenKey(ts, node);
    if (written && !inConfig.some(({ name }) => name === written)) report({ at: written, messageId: 'encryptionKey' });
  });
}

/** Where the key is given a value that is written out: `process.env.KEY = '…'`, `const KEY = '…'`, `{ KEY: '…' }`. */
function writtenKey(ts: RuleContext['ts'], node: ts.Node): ts.Node | undefined {
  const isText = (value: ts.Expression | undefined): boolean => {
    const inner = value && unwrap(ts, value);
    return inner !== undefined && (ts.isStringLiteralLike(inner) || ts.isTemplateExpression(inner)) && inner.getText().length > 2;
  };
  if (ts.isBinaryExpression(node) && isAssignment(ts, node.operatorToken.kind)) {
    const target = unwrap(ts, node.left);
    const name = ts.isPropertyAccessExpression(target)
      ? target.name.text
      : ts.isElementAccessExpression(target) && ts.isStringLiteralLike(target.argumentExpression)
        ? target.argumentExpression.text
        : target.getText();
    return name === encryptionKey && isText(node.right) ? target : undefined;
  }
  if (ts.isVariableDeclaration(node))
    return node.name.getText() === encryptionKey && isText(node.initializer) ? node.name : undefined;
  if (!ts.isPropertyAssignment(node)) return undefined;
  const key = ts.isIdentifier(node.name) || ts.isStringLiteralLike(node.name) ? node.name.text : '';
  return key === encryptionKey && isText(node.initializer) ? node.name : undefined;
}

function isAssignment(ts: RuleContext['ts'], kind: ts.SyntaxKind): boolean {
  const { EqualsToken, QuestionQuestionEqualsToken, BarBarEqualsToken } = ts.SyntaxKind;
  return kind === EqualsToken || kind === QuestionQuestionEqualsToken || kind === BarBarEqualsToken;
}
