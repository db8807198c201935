import type ts from 'typescript';
import { isTypeScriptFile } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import { typesOf } from '../syntax/types.ts';

/** A type that says about a promise that it is none. */
interface WrongType {
  /** Where to say so: the prop's own type, or what stands for it in this file. */
  readonly at: ts.Node;
  /** The prop's own type, where it is written in this file. */
  readonly type: ts.TypeNode | undefined;
}

/** What a parameter's type says about a prop that is a promise, where it says that it is something else. */
export function wrongTypeOf(
  ts: TypeScript,
  checker: ts.TypeChecker | undefined,
  parameter: ts.ParameterDeclaration,
  name: string,
): WrongType | undefined {
  const sourceFile = parameter.getSourceFile();
  if (!isTypeScriptFile(sourceFile)) return undefined;
  const written = parameter.type ?? annotationOf(ts, parameter);
  if (!written) return undefined;
  if (!checker) {
    const type = memberType(ts, written, name, 0);
    return type && saysPromise(ts, type, 0) === false ? { at: type, type } : undefined;
  }
  const symbol = checker.getPropertyOfType(checker.getTypeAtLocation(parameter), name);
  if (!symbol || mayTypeBePromise(ts, checker.getTypeOfSymbolAtLocation(symbol, parameter))) return undefined;
  const declaration = symbol.declarations?.find((node) => ts.isPropertySignature(node));
  const type = declaration && ts.isPropertySignature(declaration) ? declaration.type : undefined;
  if (!type || type.getSourceFile().fileName !== sourceFile.fileName) return { at: written, type: undefined };
  return { at: type, type: type.getSourceFile() === sourceFile ? type : undefined };
}

/** Whether a parameter's type stands where only a checker can read what it says about a prop: then the type may be what is wrong. */
export function isTypeOutOfSight(ts: TypeScript, parameter: ts.ParameterDeclaration, name: string): boolean {
  const written = parameter.type ?? annotationOf(ts, parameter);
  if (!written || written.kind === ts.SyntaxKind.AnyKeyword || written.kind === ts.SyntaxKind.UnknownKeyword) return false;
  return memberType(ts, written, name, 0) === undefined;
}

/** `const Page: NextPage<Props> = (props) => …`. */
function annotationOf(ts: TypeScript, { parent: fn }: ts.ParameterDeclaration): ts.TypeNode | undefined {
  let outer: ts.Node = fn.parent;
  while (ts.isParenthesizedExpression(outer)) outer = outer.parent;
  return ts.isVariableDeclaration(outer) || ts.isSatisfiesExpression(outer) || ts.isAsExpression(outer) ? outer.type : undefined;
}

function mayTypeBePromise(ts: TypeScript, type: ts.Type): boolean {
  const members = typesOf(type);
  const { Any, Unknown, Never, TypeParameter, Undefined, Null } = ts.TypeFlags;
  const present = members.filter(({ flags }) => !(flags & (Undefined | Null)));
  return (
    present.length === 0 ||
    present.some((member) => member.flags & (Any | Unknown | Never | TypeParameter) || member.getProperty('then') !== undefined)
  );
}

// Names in a circle end somewhere.
const maximumDepth = 10;

/** The type of a member, by what is written in the file. */
function memberType(ts: TypeScript, type: ts.TypeNode, name: string, depth: number): ts.TypeNode | undefined {
  if (depth > maximumDepth) return undefined;
  if (ts.isParenthesizedTypeNode(type)) return memberType(ts, type.type, name, depth + 1);
  if (ts.isIntersectionTypeNode(type)) {
    for (const part of type.types) {
      const found = memberType(ts, part, name, depth + 1);
      if (found) return found;
    }
    return undefined;
  }
  const declared = ts.isTypeReferenceNode(type) ? declaredType(ts, type) : undefined;
  if (declared && ts.isTypeAliasDeclaration(declared)) return memberType(ts, declared.type, name, depth + 1);
  const members = ts.isTypeLiteralNode(type)
    ? type.members
    : declared && ts.isInterfaceDeclaration(declared)
      ? declared.members
      : [];
  const member = [...members].find((one) => one.name && ts.isIdentifier(one.name) && one.name.text === name);
  return member && ts.isPropertySignature(member) ? member.type : undefined;
}

function declaredType(
  ts: TypeScript,
  { typeName }: ts.TypeReferenceNode,
): ts.TypeAliasDeclaration | ts.InterfaceDeclaration | undefined {
  const statements = typeName.getSourceFile().statements;
  for (const statement of ts.isIdentifier(typeName) ? statements : []) {
    if (
      (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) &&
      statement.name.text === typeName.getText()
    )
      return statement;
  }
  return undefined;
}

/** Whether a type as it is written is a promise; undefined where that cannot be seen. */
function saysPromise(ts: TypeScript, type: ts.TypeNode, depth: number): boolean | undefined {
  if (depth > maximumDepth) return undefined;
  if (ts.isTypeLiteralNode(type) || ts.isArrayTypeNode(type) || ts.isMappedTypeNode(type)) return false;
  if (type.kind === ts.SyntaxKind.StringKeyword) return false;
  if (ts.isParenthesizedTypeNode(type)) return saysPromise(ts, type.type, depth + 1);
  if (!ts.isTypeReferenceNode(type)) return undefined;
  if (/^(?:Record|Partial|Readonly)\b/.test(type.getText())) return false;
  const declared = declaredType(ts, type);
  if (declared && ts.isTypeAliasDeclaration(declared)) return saysPromise(ts, declared.type, depth + 1);
  return declared ? false : undefined;
}

/**
 * Whether a type that is written in a file is the type of these parameters alone: written in them, or under a name that nothing
 * else in the file uses and nothing outside can.
 *
 * @param parameters how many parameters have it
 */
export function isTypeOfOnly(ts: TypeScript, type: ts.TypeNode, parameters: number): boolean {
  let owner: ts.Node = type;
  while (owner.parent && !ts.isTypeAliasDeclaration(owner) && !ts.isInterfaceDeclaration(owner)) owner = owner.parent;
  if (!ts.isTypeAliasDeclaration(owner) && !ts.isInterfaceDeclaration(owner)) return parameters === 1;
  if (owner.modifiers?.length) return false;
  const uses = type.getSourceFile().text.match(new RegExp(`\\b${owner.name.text}\\b`, 'g')) ?? [];
  return uses.length === parameters + 1;
}
