import type ts from 'typescript';
import { formDataName, stateName } from '../catalog/parameter-names.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { descendantsOf } from '../syntax/descendants.ts';
import { actionParametersOf, type ActionParameter, type ActionParameters } from '../server-functions/action-parameters.ts';
import { branchesOf } from '../syntax/branches.ts';
import { useActionStateEdits } from '../fixes/form-state-edits.ts';
import { holds } from '../frameworks/versions.ts';
import { unwrap } from '../syntax/nodes.ts';
import type { RelatedInformation, TextEdit } from '../finding.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { relatedPlace } from '../flow/related.ts';
import { defineRule, type RuleContext } from '../rule.ts';
import { excerpt } from '../syntax/excerpt.ts';

type MessageId = 'stateFirst' | 'boundFirst' | 'stateMissing' | 'renamed' | 'notFormData' | 'stateGiven' | 'takeState' | 'swap';

/**
 * Actions whose parameters are not those they are called with. Guide: useActionState ("the action receives the previous state as
 * its first argument"), passing additional arguments (bind); React's reference: `useFormState` is now `useActionState`.
 */
export const actionStateSignature = defineRule<MessageId>({
  name: 'action-state-signature',
  code: 83024,
  description:
    'Require of an action the parameters it is called with: the previous state first for useActionState, FormData for a form; and useActionState in place of useFormState.',
  reach: ['file', 'types'],
  presets: ['recommended'],
  fixable: true,
  hasSuggestions: true,
  messages: {
    stateFirst: '{{action}} gets the previous state first, but takes {{taken}} there. Take the state first: `({{wanted}})`.',
    boundFirst:
      '`bind` fills the first parameter of `{{bound}}`, `{{filled}}`, which is the state. Take the bound value first: `({{wanted}})`.',
    stateMissing: '{{action}} gets the state and FormData, but takes `{{first}}` first. Bind it: `{{bind}}`.',
    renamed: '`useFormState` from `react-dom` has been renamed. Use `useActionState` from `react`.',
    notFormData:
      '{{action}} gets FormData here, but `{{first}}` cannot be FormData. Take FormData, or bind the value: `{{bind}}`.',
    stateGiven: '{{action}} gets FormData alone here, but takes `{{first}}` first. {{advice}}',
    takeState: 'Take the previous state first',
    swap: 'Swap the two parameters',
  },
  check(context) {
    const { ts, sourceFile, project, report } = context;
    for (const node of descendantsOf(ts, sourceFile, 'JsxAttribute', 'CallExpression')) {
      if (ts.isJsxAttribute(node)) {
        checkAttribute(context, node);
        continue;
      }
      const hook = actionStateHook(project, node);
      if (hook === 'useFormState' && holds(project, sourceFile.fileName, 'useActionState'))
        report({ at: node, messageId: 'renamed', fix: useActionStateEdits(ts, node), tag: 'deprecated' });
      else if (hook) checkHook(context, node);
    }
  },
});

function actionStateHook(project: Project, call: ts.CallExpression): 'useActionState' | 'useFormState' | undefined {
  if (!/\.|use(?:Action|Form)State|^[a-z]/.test(call.expression.getText())) return undefined;
  if (!call.arguments[0]) return undefined;
  const origin = originOf(project, call.expression);
  if (isFrom(origin, 'react', 'useActionState')) return 'useActionState';
  const isFormState = isFrom(origin, 'react-dom', 'useFormState') || isFrom(origin, 'react-dom', 'experimental_useFormState');
  return isFormState ? 'useFormState' : undefined;
}

function isFormData({ ts }: RuleContext<MessageId>, { takesFormData, isTyped, name, node }: ActionParameter): boolean {
  if (takesFormData === 'yes' || isTyped) return takesFormData === 'yes';
  return (name !== undefined && formDataName.test(name)) || (node !== undefined && isReadAsForm(ts, node));
}

/** Without a type what is read from it says so: `form.get('title')`, `form.getAll('tag')`, `Object.fromEntries(form)`. */
function isReadAsForm(ts: RuleContext['ts'], node: ts.ParameterDeclaration): boolean {
  if (!ts.isIdentifier(node.name) || node.initializer) return false;
  return usesOfDeclared(ts, node, node.name).some((use) => {
    const { parent } = use;
    if (ts.isCallExpression(parent)) return parent.expression.getText() === 'Object.fromEntries';
    const call = parent.parent;
    if (!ts.isPropertyAccessExpression(parent) || !ts.isCallExpression(call) || call.expression !== parent) return false;
    const [key] = call.arguments;
    return /^get(?:All)?$/.test(parent.name.text) && key !== undefined && ts.isStringLiteralLike(key);
  });
}

function isStateParameter({ isTyped, name, takesFormData }: ActionParameter): boolean {
  return name !== undefined && stateName.test(name) && (!isTyped || takesFormData !== 'yes');
}

function checkHook(context: RuleContext<MessageId>, call: ts.CallExpression): void {
  const { ts, project, report } = context;
  const [given, initial] = call.arguments;
  for (const branch of branchesOf(ts, given!)) {
    const action = actionParametersOf(project, branch);
    const [first, second, third] = action?.parameters ?? [];
    if (!action || !first) continue;
    const isSwapped =
      second !== undefined &&
      !isFormData(context, second) &&
      isStateParameter(second) &&
      !isStateParameter(first) &&
      !fitsInitial(context, first, initial);
    const isWrong = isFormData(context, first) && !(second && isFormData(context, second)) && !isFormDataState(context, initial);
    const data = {
      action: action.name === undefined ? 'This function' : `\`${action.name}\``,
      first: excerpt(first.name ?? first.node?.name.getText() ?? 'its first parameter'),
      taken: isFormData(context, first) ? 'FormData' : `\`${first.name ?? 'another value'}\``,
      wanted: `${second && isStateParameter(second) ? second.name : 'prevState'}, ${first.name ?? 'formData'}`,
      bind: `${action.name ?? 'action'}.bind(null, ${first.name ?? 'value'})`,
    };
    const isShifted = third !== undefined && isFormData(context, third) && !third.isOptional;
    const isNoState =
      !isStateParameter(first) &&
      initial !== undefined &&
      (first.isPrimitive ? isObjectValue(context, initial) : sharesNothing(context, first, initial));
    const isMissing = isShifted || (isNoState && !isSwapped);
    const [filled] = action.filled;
    if (isMissing && !(filled && isStateParameter(filled))) {
      report({ at: call, messageId: 'stateMissing', data, related: relatedParameter(first) });
      return;
    }
    if (isMissing || isWrong || isSwapped) {
      if ((isMissing || isWrong) && filled && isStateParameter(filled)) {
        // Where there is a parameter for the bound value, it only has to come first.
        const [own, rest] = isMissing ? [first.name, action.parameters.slice(1)] : [undefined, action.parameters];
        const wanted = [...action.filled.slice(1), filled, ...rest].map(({ name }) => name ?? '…');
        report({
          at: call,
          messageId: 'boundFirst',
          data: {
            ...data,
            bound: action.name ?? 'the action',
            filled: filled.name!,
            wanted: [own ?? boundName(ts, branch), ...wanted].join(', '),
          },
          related: relatedParameter(filled),
        });
        return;
      }
      const suggestion = isSwapped
        ? swap(action, context.sourceFile)
        : second
          ? undefined
          : takeState(action, context.sourceFile);
      report({
        at: call,
        messageId: 'stateFirst',
        data,
        related: relatedParameter(first),
        suggestions: suggestion && [suggestion],
      });
      return;
    }
  }
}

/** What a parameter for the value that `.bind` binds would be called. */
function boundName(ts: RuleContext['ts'], expression: ts.Expression): string {
  const call = unwrap(ts, expression);
  const value = ts.isCallExpression(call) ? call.arguments[1] : undefined;
  return value && ts.isIdentifier(value) ? value.text : 'value';
}

/** Where the parameter stands that is not what the action is called with. */
function relatedParameter({ node }: ActionParameter): RelatedInformation[] {
  return node ? [relatedPlace(node, 'The first parameter is declared here')] : [];
}

function isFormDataState({ ts, checker }: RuleContext<MessageId>, initial: ts.Expression | undefined): boolean {
  if (!initial) return false;
  if (ts.isNewExpression(initial)) return /^(?:FormData|Map|URLSearchParams)$/.test(initial.expression.getText());
  return checker?.getTypeAtLocation(initial).symbol?.name === 'FormData';
}

/** Whether the first parameter's type takes the initial state, or may: then it is the state, whatever the second is called. */
function fitsInitial(
  { checker }: RuleContext<MessageId>,
  { node, isTyped }: ActionParameter,
  initial: ts.Expression | undefined,
): boolean {
  if (!node?.type || !isTyped || !initial) return false;
  return !checker || checker.isTypeAssignableTo(checker.getTypeAtLocation(initial), checker.getTypeAtLocation(node));
}

function isObjectValue({ ts, checker }: RuleContext<MessageId>, expression: ts.Expression): boolean {
  if (ts.isObjectLiteralExpression(expression) || ts.isArrayLiteralExpression(expression)) return true;
  return checker !== undefined && (checker.getTypeAtLocation(expression).flags & ts.TypeFlags.Object) !== 0;
}

/** Whether the first parameter takes an object that has no property in common with the initial state. */
function sharesNothing(
  { ts, checker }: RuleContext<MessageId>,
  { node, takesFormData }: ActionParameter,
  initial: ts.Expression,
): boolean {
  if (!checker || !node?.type || takesFormData !== 'no') return false;
  const taken = checker.getTypeAtLocation(node);
  const given = checker.getTypeAtLocation(initial);
  if ([taken, given].some((type) => (type.flags & ts.TypeFlags.Object) === 0 || checker.getIndexInfosOfType(type).length > 0))
    return false;
  const names = given.getProperties().map(({ name }) => name);
  const required = taken.getProperties().filter(({ flags }) => (flags & ts.SymbolFlags.Optional) === 0);
  return names.length > 0 && required.length > 0 && !taken.getProperties().some(({ name }) => names.includes(name));
}

function takeState(
  { parameters: [first], bound }: ActionParameters,
  sourceFile: ts.SourceFile,
): { messageId: MessageId; edits: TextEdit[] } | undefined {
  const node = first?.node;
  if (!node || bound > 0) return undefined;
  const file = node.getSourceFile();
  const isTypeScript = /\.[mc]?tsx?$/.test(file.fileName);
  const start = node.getStart(file);
  const isBare = node.parent.getStart(file) === start && file.text[node.end] !== ')';
  if (isBare) return undefined;
  const elsewhere = file.fileName === sourceFile.fileName ? {} : { fileName: file.fileName };
  return {
    messageId: 'takeState',
    edits: [{ start, end: start, newText: `_prevState${isTypeScript ? ': unknown' : ''}, `, ...elsewhere }],
  };
}

function swap(
  { parameters: [first, second] }: ActionParameters,
  sourceFile: ts.SourceFile,
): { messageId: MessageId; edits: TextEdit[] } | undefined {
  if (!first?.node || !second?.node) return undefined;
  const file = first.node.getSourceFile();
  const elsewhere = file.fileName === sourceFile.fileName ? {} : { fileName: file.fileName };
  const range = (node: ts.Node): { start: number; end: number } => ({ start: node.getStart(file), end: node.end });
  return {
    messageId: 'swap',
    edits: [
      { ...range(first.node), newText: second.node.getText(file), ...elsewhere },
      { ...range(second.node), newText: first.node.getText(file), ...elsewhere },
    ],
  };
}

function checkAttribute(context: RuleContext<MessageId>, attribute: ts.JsxAttribute): void {
  const { ts, project, report } = context;
  const { initializer } = attribute;
  const value = initializer && ts.isJsxExpression(initializer) ? initializer.expression : undefined;
  if (!value || !isFormAttribute(project, attribute)) return;
  for (const branch of branchesOf(ts, value)) {
    const action = actionParametersOf(project, branch);
    const [first, second] = action?.parameters ?? [];
    if (!action || !first) continue;
    const isBehind = second !== undefined && !second.isOptional && isFormData(context, second) && !isFormData(context, first);
    if (!isBehind && first.takesFormData !== 'no') continue;
    const values = action.bound > 0 ? '…, ' : '';
    const bind = `${action.name ?? 'action'}.bind(null, ${values}${first.name ?? 'value'})`;
    report({
      at: attribute.name,
      messageId: isBehind ? 'stateGiven' : 'notFormData',
      data: {
        action: action.name === undefined ? 'This function' : `\`${action.name}\``,
        first: excerpt(first.name ?? first.node?.name.getText() ?? 'its first parameter'),
        bind,
        advice: isStateParameter(first) ? 'Use it with `useActionState`.' : `Bind it: \`${bind}\`.`,
      },
      related: relatedParameter(first),
    });
    return;
  }
}

/** `action` of `<form>` and of next/form's `<Form>`, `formAction` of what submits a form. */
function isFormAttribute(project: Project, { name, parent }: ts.JsxAttribute): boolean {
  const { ts } = project;
  const { tagName } = parent.parent;
  const text = ts.isIdentifier(name) ? name.text : '';
  if (text === 'formAction') return ts.isIdentifier(tagName) && (tagName.text === 'button' || tagName.text === 'input');
  if (text !== 'action') return false;
  if (ts.isIdentifier(tagName) && tagName.text === 'form') return true;
  return isFrom(originOf(project, tagName), 'next/form', 'default');
}
