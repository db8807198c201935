import ts from 'typescript';

/** One thing that can be changed in a module's source. */
export interface Mutation {
  readonly id: number;
  readonly fileName: string;
  readonly kind: 'block' | 'condition' | 'message' | 'range' | 'fix' | 'statement' | 'value';
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** A module in which every change is behind a switch. */
export interface Switched {
  readonly text: string;
  readonly mutations: readonly Mutation[];
}

/** What is written around a node. */
type Around = (text: string) => string;

const operators = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.GreaterThanToken, '<='],
  [ts.SyntaxKind.LessThanToken, '>='],
]);

/**
 * Puts all that is changed in the source of a module, one thing at a time, behind switches (`switch.ts`). Related places are no part of a
 * marker, and left as they are.
 *
 * @param firstId the number of the first change; those of the others follow
 * @param switches the module of the switches, as it is imported
 */
export function switched(fileName: string, source: string, firstId: number, switches: string): Switched {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const mutations: Mutation[] = [];
  const ids = messageIdsIn(file);
  const around = new Map<ts.Node, Around[]>();
  const rewritten = new Map<ts.Node, () => string>();
  const whole = (node: ts.Node): string => node.getText(file);

  const change = (kind: Mutation['kind'], node: ts.Node, after: string): number => {
    const id = firstId + mutations.length;
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    mutations.push({ id, fileName, kind, line, before: whole(node), after });
    return id;
  };
  const wrap = (node: ts.Node, wrapped: Around): void => void around.set(node, [...(around.get(node) ?? []), wrapped]);
  const flipped = (node: ts.Node, after: string, shown = node): void => {
    const id = change('condition', shown, after);
    wrap(node, (text) => `$.flip(${id}, (${text}))`);
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    // What a rule says of its options and of its fixes no fixture asks: the suites of ESLint and of the documentation do.
    if (ts.isPropertyAssignment(node) && /^(?:schema|fixable|hasSuggestions)$/.test(node.name.getText(file))) return;
    if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
      const condition = ts.isIfStatement(node) ? node.expression : node.condition;
      // A comparison turned round is the condition turned round: one change, not two.
      if (!isCompared(condition)) flipped(condition, `!(${whole(condition)})`);
    }
    if (ts.isBinaryExpression(node)) {
      const other = operators.get(node.operatorToken.kind);
      if (other !== undefined && isCompared(node)) flipped(node, other, node.operatorToken);
      else if (other !== undefined) rewritten.set(node, joined(node, change('condition', node.operatorToken, other)));
    }
    if (ts.isPropertyAccessExpression(node) && ts.isCallExpression(node.parent) && node.parent.expression === node) {
      const { text: name } = node.name;
      const other = name === 'some' ? 'every' : 'some';
      if (name === 'some' || name === 'every') {
        const id = change('condition', node.name, other);
        const dot = node.questionDotToken ? '?.' : '';
        rewritten.set(node, () => `${textOf(node.expression)}${dot}[$.isOn(${id}) ? '${other}' : '${name}']`);
      }
    }
    if ((ts.isReturnStatement(node) && !node.expression && !isLast(node)) || ts.isContinueStatement(node)) {
      const id = change('statement', node, ';');
      wrap(node, (text) => `{ if (!$.isOn(${id})) ${text} }`);
    }
    if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
      const id = change('value', node, node.kind === ts.SyntaxKind.TrueKeyword ? 'false' : 'true');
      wrap(node, (text) => `$.flip(${id}, ${text})`);
    }
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) visitProperty(node, node.name.text);
    if (ts.isBlock(node) && node.statements.length > 0 && !ts.isConstructorDeclaration(node.parent)) {
      const id = change('block', node, '{}');
      wrap(node, (text) => `{ if (!$.isOn(${id})) ${text} }`);
    }
    if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
      const id = change('block', node.body, 'undefined');
      wrap(node.body, (text) => `($.isOn(${id}) ? undefined : (${text}))`);
    }
    if (ts.isIterationStatement(node, false) && ts.isBlock(node.statement))
      wrap(node.statement, (text) => `{ $.turn(); ${text} }`);
    ts.forEachChild(node, visit);
  };
  const visitProperty = (node: ts.PropertyAssignment, name: string): void => {
    const value = node.initializer;
    const replaced = (kind: Mutation['kind'], after: string): void => {
      const id = change(kind, value, after);
      wrap(value, (text) => `($.isOn(${id}) ? ${after} : (${text}))`);
    };
    const longer = (kind: Mutation['kind'], added: string): void => {
      const id = change(kind, value, `${whole(value)} + ${added}`);
      wrap(value, (text) => `((${text}) + ($.isOn(${id}) ? ${added} : ''))`);
    };
    if (name === 'at') {
      const id = change('range', value, `wider(${whole(value)})`);
      wrap(value, (text) => `$.wider(${id}, (${text}))`);
    }
    if (name === 'fix') replaced('fix', 'undefined');
    if (name === 'suggestions') replaced('fix', '[]');
    if (name === 'newText') longer('fix', "' '");
    if (name === 'messageId' && ts.isStringLiteral(value)) {
      const other = ids.find((id) => id !== value.text);
      if (other !== undefined) replaced('message', `'${other}'`);
    }
    if (ids.includes(name) && isMessages(node.parent.parent)) longer('message', "'!'");
  };
  // `one && other` is `left = one, left ? other : left`, and with the switch on what `||` is: nothing runs between the two readings.
  const joined = (node: ts.BinaryExpression, id: number) => (): string => {
    const [one, other] = [textOf(node.left), textOf(node.right)];
    const isOr = node.operatorToken.kind === ts.SyntaxKind.BarBarToken;
    return `($.flip(${id}, $left = (${one})) ? ${isOr ? '$left' : `(${other})`} : ${isOr ? `(${other})` : '$left'})`;
  };
  const textOf = (node: ts.Node): string => {
    const text = rewritten.get(node)?.() ?? partsOf(node);
    return (around.get(node) ?? []).reduce((it, wrap) => wrap(it), text);
  };
  const partsOf = (node: ts.Node): string => {
    const parts: string[] = [];
    let position = node.getStart(file);
    ts.forEachChild(node, (child) => {
      parts.push(source.slice(position, child.getStart(file)), textOf(child));
      position = child.end;
    });
    return [...parts, source.slice(position, node.end)].join('');
  };
  visit(file);
  return { text: `import * as $ from '${switches}';\nlet $left: any;\n${textOf(file)}`, mutations };
}

function isCompared(node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && operators.has(node.operatorToken.kind) && !isJoined(node);
}

function isJoined(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
}

/** A bare `return` at the end of a function does nothing. */
function isLast({ parent }: ts.ReturnStatement): boolean {
  return ts.isBlock(parent) && ts.isFunctionLike(parent.parent) && parent.statements.length === 1;
}

function isMessages(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === 'messages';
}

function messageIdsIn(file: ts.SourceFile): string[] {
  const ids: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isMessages(node) && ts.isPropertyAssignment(node) && ts.isObjectLiteralExpression(node.initializer))
      for (const { name } of node.initializer.properties) if (name) ids.push(name.getText(file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return ids;
}
