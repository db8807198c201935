import type ts from 'typescript';
import type { Crossing, CrossingKind } from '../crossings/crossing.ts';
import { isFault, isLive, verdictOf } from '../crossings/verdict.ts';
import type { RelatedInformation, TextRange } from '../finding.ts';
import { originOf } from '../flow/origin.ts';
import { relativeName } from '../graph/chain.ts';
import type { Project } from '../project/project.ts';
import { rangeOf } from '../rule.ts';
import { describeArrival, describeReason, pathText } from '../serialization/describe.ts';
import type { Judgement, PathSegment } from '../serialization/judgement.ts';
import { isNameOrMember } from '../syntax/nodes.ts';

/** Where a value comes from. */
export interface OriginReason {
  /** The expression as it is written. */
  readonly of: string;
  readonly text: string;
  /** Where it is declared, in the project. */
  readonly at?: RelatedInformation | undefined;
}

/** A value that crosses, and what becomes of it. */
export interface ValueReason extends TextRange {
  readonly kind: CrossingKind;
  readonly name: string;
  readonly type?: string | undefined;
  readonly verdict: Judgement['verdict'];
  readonly text: string;
  /** Whether a rule has something to say of it. */
  readonly isFault: boolean;
  /** The way from the value to the culprit, as places where its parts are declared. */
  readonly path: readonly RelatedInformation[];
  readonly origin: OriginReason;
}

/** A prop's name; of the other crossings the value is the name. */
function nameOfCrossing(crossing: Crossing): string | undefined {
  return crossing.kind === 'prop' || crossing.kind === 'child' || crossing.kind === 'handed' ? crossing.name : undefined;
}

/** What becomes of the value of a crossing, and why. */
export function valueReason(project: Project, sourceFile: ts.SourceFile, crossing: Crossing): ValueReason {
  const { checker } = project;
  const { expression, kind } = crossing;
  const { judgement, direction } = verdictOf(project, crossing);
  const name = nameOfCrossing(crossing) || shortText(expression.getText(sourceFile));
  const text = verdictText(judgement, pathText(name, judgement.path), direction);
  const isDead = isFault(judgement) && !isLive(project, crossing);
  return {
    ...rangeOf(sourceFile, crossing.at),
    kind,
    name,
    type: checker && shortText(checker.typeToString(checker.getTypeAtLocation(expression), expression)),
    verdict: judgement.verdict,
    text: isDead ? `${text}, but this code is not used on the side where that fails` : text,
    isFault: isFault(judgement) && !isDead,
    path: placesOnPath(project, expression, name, judgement.path),
    origin: originReason(project, sourceFile, expression),
  };
}

function verdictText({ verdict, reason }: Judgement, path: string, direction: Parameters<typeof describeArrival>[1]): string {
  if (verdict === 'ok') return 'crosses as it is';
  if (verdict === 'unknown' || !reason) return 'whether it can cross is not known: its type, or who makes it, is not';
  if (verdict === 'converts')
    return `\`${path}\` ${describeReason(reason)} and arrives ${describeArrival(reason, direction) ?? 'as something else'}`;
  if (verdict === 'handed')
    return `\`${path}\` is a function that was handed in, and neither its name nor a call site shows whether it is a Server Function`;
  if (verdict === 'maybe') return `some values of the type cannot cross (\`${path}\` ${describeReason(reason)}), others can`;
  return `\`${path}\` ${describeReason(reason)}, which cannot cross`;
}

/** The declarations of the properties on the way into a type. */
function placesOnPath(
  project: Project,
  expression: ts.Expression,
  root: string,
  path: readonly PathSegment[],
): RelatedInformation[] {
  const { checker } = project;
  if (!checker) return [];
  const places: RelatedInformation[] = [];
  let type: ts.Type | undefined = checker.getTypeAtLocation(expression);
  for (const [index, segment] of path.entries()) {
    if (!type) break;
    if (segment.kind !== 'property') {
      type = partOf(project, type, segment);
      continue;
    }
    const symbol: ts.Symbol | undefined = checker.getPropertyOfType(checker.getNonNullableType(type), segment.name);
    const declaration = symbol?.declarations?.[0];
    if (declaration) {
      const file = declaration.getSourceFile();
      const message = `${pathText(root, path.slice(0, index + 1))}: ${shortText(checker.typeToString(checker.getTypeOfSymbolAtLocation(symbol, declaration)))}`;
      places.push({ fileName: file.fileName, ...rangeOf(file, declaration), message });
    }
    type = symbol && checker.getTypeOfSymbolAtLocation(symbol, expression);
  }
  return places;
}

function partOf({ ts, checker }: Project, type: ts.Type, segment: PathSegment): ts.Type | undefined {
  if (segment.kind === 'awaited') return checker!.getAwaitedType(type);
  if (segment.kind === 'element' || segment.kind === 'index') return checker!.getIndexTypeOfType(type, ts.IndexKind.Number);
  return segment.kind === 'entry' ? checker!.getIndexTypeOfType(type, ts.IndexKind.String) : undefined;
}

/** Where the value of an expression comes from, in words. */
export function originReason(
  project: Project,
  sourceFile: ts.SourceFile,
  expression: ts.Expression | ts.JsxTagNameExpression,
): OriginReason {
  const { ts } = project;
  const { end, reference, members } = originOf(project, expression);
  const of = shortText(expression.getText(sourceFile));
  const member = members.length > 0 ? `, of which .${members.join('.')} is read` : '';
  const arrives = reference
    ? `; what arrives is a reference to an export of ${relativeName(project, reference.fileName)} ("${reference.directive}")`
    : '';
  const place = (node: ts.Node, message: string): RelatedInformation => {
    const file = node.getSourceFile();
    return { fileName: file.fileName, ...rangeOf(file, node), message };
  };
  const say = (text: string): string => `${text}${member}${arrives}`;
  switch (end.kind) {
    case 'package':
      return { of, text: say(end.name === '*' ? `all of "${end.module}"` : `the export ${end.name} of "${end.module}"`) };
    case 'declaration': {
      const { node, value } = end;
      const what = value
        ? ts.isClassLike(value)
          ? 'a class'
          : ts.isFunctionLike(value)
            ? 'a function'
            : 'a value'
        : 'a declaration';
      const name = relativeName(project, node.getSourceFile().fileName);
      const known = value ? '' : ', whose value is not known for good';
      return { of, text: say(`${what} declared in ${name}${known}`), at: place(node, `${of} is declared here`) };
    }
    case 'parameter':
      return {
        of,
        text: say('a parameter: known only where all that call are in view'),
        at: place(end.node, `${of} is a parameter here`),
      };
    case 'module':
      return { of, text: say(`the whole module ${relativeName(project, end.fileName)}`) };
    case 'global':
      return { of, text: say(`the global ${end.name}`) };
    case 'unknown':
      return {
        of,
        text: isNameOrMember(ts, expression) ? say('not known') : 'made here, by the expression itself',
      };
  }
}

/** A text on one line, of a length that a line can take. */
function shortText(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
