import type ts from 'typescript';
import { libraryOf } from '../flow/library.ts';
import type { Project } from '../project/project.ts';
import { lastName } from '../syntax/last-name.ts';
import { unwrap } from '../syntax/nodes.ts';
import { originOf } from '../flow/origin.ts';
import {
  assertingName,
  convertingClass,
  lookingName,
  parserHolder,
  parserPackages,
  parsingName,
  testingMethod,
} from '../catalog/validation.ts';

/** More names a project uses for its own parsers. */
export interface ValidationOptions {
  readonly validators?: readonly string[];
}

/** How a call deals with what it is given, as its name and its package say. */
type ParserKind =
  /** what it gives is parsed, or says what was given */
  | 'gives'
  /** it throws where what it is given is wrong */
  | 'asserts';

/** What a call is that parses or tests; undefined where nothing says that it does. Functions in view are read instead. */
export function parserKindOf(
  project: Project,
  call: ts.CallExpression | ts.NewExpression,
  options: ValidationOptions,
): ParserKind | undefined {
  const { ts } = project;
  let callee = unwrap(ts, call.expression);
  // `Schema.decodeUnknownSync(schema)(input)`
  if (ts.isCallExpression(callee)) callee = unwrap(ts, callee.expression);
  const name = lastName(ts, callee);
  if (options.validators?.includes(name)) return assertingName.test(name) ? 'asserts' : 'gives';
  // superstruct's `assert(input, schema)` gives nothing, and throws.
  if (/^(?:assert|invariant)$/.test(name)) return 'asserts';
  if (ts.isIdentifier(callee) && assertingName.test(name) && lookingName.test(name)) return 'asserts';
  if (/^JSON\.|^Object\./.test(callee.getText())) return undefined;
  if (parsingName.test(name) || testingMethod.test(name)) return 'gives';
  if (ts.isIdentifier(callee)) {
    // `const Post = type({ … }); Post(input)`: a schema that is called.
    if (lookingName.test(name) || (/^[A-Z]/.test(name) && !ts.isNewExpression(call))) return 'gives';
  } else if (ts.isPropertyAccessExpression(callee) && parserHolder.test(callee.expression.getText())) return 'gives';
  const library = libraryOf(project, callee);
  return library !== undefined && parserPackages.test(library) ? 'gives' : undefined;
}

/** Whether what is made new is another thing than what it is made of: `new Date(text)`. A class of the program holds what it is given. */
export function converts(project: Project, { expression }: ts.NewExpression): boolean {
  return convertingClass.test(expression.getText()) && originOf(project, expression).end.kind !== 'declaration';
}
