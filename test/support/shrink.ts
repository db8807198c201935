import ts from 'typescript';

/**
 * Leaves out pieces of a text, large stretches first, as long as what is left still shows what it is made smaller for.
 *
 * @param pieces what it is put together from
 * @param shows whether a text still shows it; one that cannot be asked about does not
 */
export async function shrink(pieces: readonly string[], shows: (text: string) => Promise<boolean>): Promise<string> {
  let left = [...pieces];
  for (let size = left.length >> 1; size > 0; size >>= 1) {
    for (let start = left.length - size; start >= 0; start--) {
      const fewer = [...left.slice(0, start), ...left.slice(start + size)];
      if (await shows(fewer.join('')).catch(() => false)) left = fewer;
    }
  }
  return left.join('');
}

/** The lines of a text, each with its end. */
export function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

/** Words, blanks and signs, each by itself. */
export function tokensOf(text: string): string[] {
  return text.match(/\s+|[\w$]+|[^]/gu) ?? [];
}

/** Expressions that are smaller than one, the smallest first: its parts, and itself with a part that is a number in place. */
export function smallerExpressions(expression: string): string[] {
  const file = ts.createSourceFile('a.tsx', `(${expression})`, ts.ScriptTarget.Latest, true);
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isExpression(node)) {
      const [start, end] = [node.getStart() - 1, node.end - 1];
      found.add(node.getText()).add(`${expression.slice(0, start)}1${expression.slice(end)}`);
    }
    ts.forEachChild(node, visit);
  };
  const [statement] = file.statements;
  if (statement) ts.forEachChild((statement as ts.ExpressionStatement).expression, visit);
  return [...found].filter((text) => text.length < expression.length).sort((a, b) => a.length - b.length);
}
