import ts from 'typescript';

/** A module's source with one thing in it changed. */
export interface Mutation {
  readonly fileName: string;
  readonly kind: 'condition' | 'message' | 'range' | 'fix' | 'statement' | 'value';
  readonly line: number;
  readonly before: string;
  readonly after: string;
  readonly text: string;
}

/** What a place to report becomes: a node's parent, a range one character longer. */
const wider = '((at: any) => (at.kind === undefined ? { start: at.start, end: at.end + 1 } : at.parent ?? at))';

const operators = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.GreaterThanToken, '<='],
  [ts.SyntaxKind.LessThanToken, '>='],
]);

/** All that is changed in the source of a module, one at a time, in order. Related places are no part of a marker, and left as they are. */
export function mutationsOf(fileName: string, source: string): Mutation[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const mutations: Mutation[] = [];
  const ids = messageIdsIn(file);
  const change = (kind: Mutation['kind'], node: ts.Node, after: string): void => {
    const [start, end] = [node.getStart(file), node.end];
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    mutations.push({
      fileName,
      kind,
      line,
      before: source.slice(start, end),
      after,
      text: bounded(fileName, source.slice(0, start) + after + source.slice(end)),
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    // What a rule says of its options and of its fixes no fixture asks: the suites of ESLint and of the documentation do.
    if (ts.isPropertyAssignment(node) && /^(?:schema|fixable|hasSuggestions)$/.test(node.name.getText(file))) return;
    if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
      const condition = ts.isIfStatement(node) ? node.expression : node.condition;
      change('condition', condition, `!(${condition.getText(file)})`);
    }
    if (ts.isBinaryExpression(node)) {
      const other = operators.get(node.operatorToken.kind);
      if (other !== undefined) change('condition', node.operatorToken, other);
    }
    if (ts.isPropertyAccessExpression(node) && ts.isCallExpression(node.parent) && node.parent.expression === node) {
      if (node.name.text === 'some') change('condition', node.name, 'every');
      if (node.name.text === 'every') change('condition', node.name, 'some');
    }
    if (ts.isReturnStatement(node) && !node.expression && !isLast(node)) change('statement', node, ';');
    if (node.kind === ts.SyntaxKind.TrueKeyword) change('value', node, 'false');
    if (node.kind === ts.SyntaxKind.FalseKeyword) change('value', node, 'true');
    if (ts.isContinueStatement(node)) change('statement', node, ';');
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) visitProperty(node, node.name.text);
    ts.forEachChild(node, visit);
  };
  const visitProperty = (node: ts.PropertyAssignment, name: string): void => {
    const value = node.initializer;
    const text = value.getText(file);
    if (name === 'at') change('range', value, `${wider}(${text})`);
    if (name === 'fix') change('fix', value, 'undefined');
    if (name === 'suggestions') change('fix', value, '[]');
    if (name === 'newText') change('fix', value, `${text} + ' '`);
    if (name === 'messageId' && ts.isStringLiteral(value)) {
      const other = ids.find((id) => id !== value.text);
      if (other !== undefined) change('message', value, `'${other}'`);
    }
    if (ids.includes(name) && isMessages(node.parent.parent)) change('message', value, `${text} + '!'`);
  };
  visit(file);
  return mutations;
}

/** The same with an end to each of its loops: one that has become endless is to be seen, not waited for. */
function bounded(fileName: string, source: string): string {
  const places: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIterationStatement(node, false) && ts.isBlock(node.statement)) places.push(node.statement.getStart() + 1);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true));
  if (places.length === 0) return source;
  const turn = ` if (++turnsOfLoops > ${maximumTurns}) throw new Error('A loop without end');`;
  const text = places.reduceRight((whole, place) => whole.slice(0, place) + turn + whole.slice(place), source);
  return `${text}\nlet turnsOfLoops = 0;\n`;
}

const maximumTurns = 50_000_000;

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
