import type ts from 'typescript';
import { forEachNodeFrom } from '../syntax/descendants.ts';
import type { ServerFunction } from '../facts/index.ts';
import { hasModifier } from '../syntax/nodes.ts';
import type { RelatedInformation } from '../finding.ts';
import { relatedDirective } from '../flow/related.ts';
import { defineRule } from '../rule.ts';
import type { TypeScript } from '../typescript.ts';
import { isValueUse } from '../syntax/references.ts';

/**
 * What a Server Function cannot be or use. Compiler kinds: use-server-class-instance-method, use-cache-class-instance-method,
 * forbidden-expression; beyond them `#private` methods, which the compiler accepts and turns into invalid JavaScript.
 */
export const serverFunctionSyntax = defineRule({
  name: 'server-function-syntax',
  code: 83006,
  description: 'Disallow instance methods, accessors, `this`, `super` and `arguments` in Server Functions.',
  reach: ['file'],
  presets: ['recommended'],
  messages: {
    instanceMember:
      'An instance {{member}} cannot be a "{{directive}}" function. Use a static method, or a function outside the class.',
    privateMember:
      'The private {{member}} `{{name}}` cannot be a "{{directive}}" function: nothing outside the class can call it. Move it out of the class.',
    forbidden: '`{{keyword}}` is not available in a "{{directive}}" function. Pass what you need as an argument.',
  },
  check({ ts, facts, report }) {
    const reported = new Set<ts.Node>();
    for (const fn of facts.serverFunctions) {
      const { node, directive } = fn;
      const related = (): RelatedInformation[] => relatedDirective(facts, node);
      if (fn.by === 'body' && ts.isClassLike(node.parent)) {
        const member = ts.isMethodDeclaration(node) ? 'method' : ts.isGetAccessorDeclaration(node) ? 'getter' : 'setter';
        const isStatic = hasModifier(ts, node, ts.SyntaxKind.StaticKeyword);
        if (node.name && ts.isPrivateIdentifier(node.name)) {
          report({ at: node, messageId: 'privateMember', data: { member, directive, name: node.name.text }, related: related() });
          continue;
        }
        if (!isStatic) {
          report({ at: node, messageId: 'instanceMember', data: { member, directive }, related: related() });
          continue;
        }
      }
      // In a client module the directive itself is the mistake.
      if (fn.by === 'body' && facts.moduleDirective === 'use client') continue;
      for (const { at, keyword } of forbiddenWordsIn(ts, fn)) {
        if (reported.has(at)) continue;
        reported.add(at);
        report({ at, messageId: 'forbidden', data: { directive, keyword }, related: related() });
      }
    }
  },
});

function forbiddenWordsIn(ts: TypeScript, { node }: ServerFunction): Array<{ at: ts.Node; keyword: string }> {
  const found: Array<{ at: ts.Node; keyword: string }> = [];
  const look = (child: ts.Node): boolean | undefined => {
    // Each of these has a `this` and `arguments` of its own; an arrow has not.
    if (ts.isTypeNode(child) || ts.isClassLike(child)) return false;
    if (ts.isFunctionLike(child) && !ts.isArrowFunction(child)) return false;
    if (child.kind === ts.SyntaxKind.ThisKeyword) found.push({ at: child, keyword: 'this' });
    else if (child.kind === ts.SyntaxKind.SuperKeyword) found.push({ at: child, keyword: 'super' });
    else if (ts.isIdentifier(child) && child.text === 'arguments' && isValueUse(ts, child)) {
      found.push({ at: child, keyword: 'arguments' });
    }
    return undefined;
  };
  const visit = (root: ts.Node): void => {
    forEachNodeFrom(ts, root, look);
  };
  for (const parameter of node.parameters) {
    if (parameter.initializer) visit(parameter.initializer);
    if (!ts.isIdentifier(parameter.name)) visit(parameter.name);
  }
  if (node.body) visit(node.body);
  return found;
}
