import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { everyIdentifierNamed } from './file-index.ts';
import { declarationOf } from './scope.ts';
import { memoized } from './memoized.ts';
import { addTo } from './grouped.ts';

interface References {
  readonly all: readonly ts.Identifier[];
  /** Where a member is read, by its name. */
  readonly byMember: ReadonlyMap<string, readonly ts.Identifier[]>;
  /** Where anything else is done. */
  readonly others: readonly ts.Identifier[];
}

/**
 * Where a file uses a name that it declares, in types too.
 *
 * @param member leaves out where another member is read of it; `then` is read of what waits for it
 */
export function referencesTo(
  ts: TypeScript,
  declaration: ts.Node,
  name: ts.Identifier,
  member: string | undefined,
): readonly ts.Identifier[] {
  const { all, byMember, others } = allReferences(ts, declaration, name);
  if (member === undefined) return all;
  const found = [...others, ...(byMember.get(member) ?? []), ...(member === 'then' ? [] : (byMember.get('then') ?? []))];
  return found.sort((one, other) => one.pos - other.pos);
}

const allReferences = memoized(readReferences);

function readReferences(ts: TypeScript, declaration: ts.Node, name: ts.Identifier): References {
  const all = everyIdentifierNamed(ts, declaration.getSourceFile(), name.text).filter(
    (identifier) => identifier !== name && declarationOf(ts, identifier) === declaration,
  );
  const byMember = new Map<string, ts.Identifier[]>();
  const others: ts.Identifier[] = [];
  for (const identifier of all) {
    const { parent } = identifier;
    // What `new` makes of a class has none of the class's own members.
    if (ts.isNewExpression(parent) && parent.expression === identifier) continue;
    const key = ts.isPropertyAccessExpression(parent) && parent.expression === identifier ? parent.name.text : undefined;
    if (key === undefined) others.push(identifier);
    else addTo(byMember, key, identifier);
  }
  return { all, byMember, others };
}
