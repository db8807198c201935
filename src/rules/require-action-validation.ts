import type ts from 'typescript';
import { schemaArgument, schemaMethod, validatingWrapper } from '../catalog/validation.ts';
import { changeAt, firstChange } from '../security/changes.ts';
import { serverFunctionsIn, type OfferedFunction } from '../server-functions/offered.ts';
import type { ValidationOptions } from '../security/parsers.ts';
import { RawValues } from '../security/raw-values.ts';
import { isHandlerCalled } from '../security/wrapped-arguments.ts';
import { unvalidatedParameters } from '../security/validation.ts';
import { isFunctionNode, unwrap } from '../syntax/nodes.ts';
import { relatedPlace } from '../flow/related.ts';
import { defineRule, texts, type RuleContext } from '../rule.ts';
import { excerpt } from '../syntax/excerpt.ts';

/**
 * A Server Function that changes something with arguments that it neither parses nor narrows. What arrives is whatever the caller
 * sends: types say nothing of it. The guide's section on server-side validation.
 */
export const requireActionValidation = defineRule<'missing', ValidationOptions>({
  name: 'require-action-validation',
  code: 83026,
  description: 'Require Server Functions that change something to parse or narrow their arguments.',
  reach: ['modules', 'types'],
  presets: ['security'],
  options: {
    properties: { validators: texts },
    defaults: {},
  },
  messages: {
    missing: '{{name}} mutates data ({{mutation}}) with unvalidated arguments: {{parameters}}. Parse or narrow them first.',
  },
  check({ ts, project, facts, options, report }) {
    const values = new RawValues(project, options);
    for (const offered of serverFunctionsIn(project, facts)) {
      const { node, head, name, wrappers } = offered;
      if (node.parameters.length === 0 || wrappers.some((call) => validates(project, call))) continue;
      const parameters = firstChange(project, node) ? unvalidatedParameters(project, offered, values) : [];
      const [first] = parameters;
      if (!first) continue;
      const mutation = changeAt(ts, first.change);
      const called = name ? `\`${name}\`` : 'This Server Function';
      report({
        at: head,
        messageId: 'missing',
        data: {
          name: called,
          mutation: excerpt(mutation.text),
          parameters: parameters.map(({ text }) => `\`${excerpt(text)}\``).join(', '),
        },
        related: [relatedPlace(mutation.at, 'The mutation is here')],
      });
    }
  },
});

/**
 * `client.inputSchema(schema).action(…)`, `validated(schema, …)`: what wraps the handler parses for it, as names say. What a wrapper
 * that is seen to call its handler gives to it is followed instead.
 */
function validates(project: RuleContext['project'], call: OfferedFunction['wrappers'][number]): boolean {
  const { ts } = project;
  if (isHandlerCalled(project, call)) return false;
  for (let inner: ts.Expression = call; ;) {
    const plain = unwrap(ts, inner);
    if (ts.isPropertyAccessExpression(plain)) {
      if (schemaMethod.test(plain.name.text)) return true;
      inner = plain.expression;
    } else if (ts.isCallExpression(plain)) {
      const others = plain.arguments.filter((argument) => !isFunctionNode(ts, unwrap(ts, argument)));
      if (
        others.some((argument) => schemaArgument.test(argument.getText())) ||
        validatingWrapper.test(plain.expression.getText())
      )
        return true;
      inner = plain.expression;
    } else return false;
  }
}
