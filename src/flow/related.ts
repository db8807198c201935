import type ts from 'typescript';
import type { DirectiveString, Facts } from '../facts/index.ts';
import { declarationOf } from '../syntax/scope.ts';
import { isFunctionNode, isNameOrMember, nameOfFunction, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { RelatedInformation } from '../finding.ts';
import { originOf } from './origin.ts';
import type { Project } from '../project/project.ts';

/** A node as a place to go to. To be made only where there is a finding to hang it on. */
export function relatedPlace(node: ts.Node, message: string): RelatedInformation {
  const file = node.getSourceFile();
  return { fileName: file.fileName, start: node.getStart(file), end: node.end, message };
}

/** The directive that a file, or a function with one of its own, has: what makes it what it is. */
export function relatedDirective(facts: Facts, owner?: FunctionNode): RelatedInformation[] {
  const own = owner && facts.directivesOf(owner).find(({ counts }) => counts);
  const directive: DirectiveString | undefined = own ?? facts.moduleDirectives[0];
  if (!directive) return [];
  return [
    relatedPlace(
      directive.literal,
      own ? `This makes it a "${own.text}" function` : `This makes the file a "${directive.text}" file`,
    ),
  ];
}

/** Where a function is declared; nothing where it is not in view. */
export function relatedFunction({ ts }: Project, node: FunctionNode | undefined): RelatedInformation[] {
  const name = node && nameOfFunction(ts, node);
  return node
    ? [relatedPlace(name ?? node, name ? `"${name.getText()}" is declared here` : 'The function is declared here')]
    : [];
}

/** Where the value under a name is declared; nothing for a value that is written where it is used. */
export function relatedDeclaration(project: Project, expression: ts.Expression): RelatedInformation[] {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (isFunctionNode(ts, inner) || !isNameOrMember(ts, inner)) return [];
  const { end } = originOf(project, inner);
  // The trail of a name may end in a global or a package: then its own declaration is what there is to see.
  const own = declarationOf(ts, inner);
  const isHere = own !== undefined && (ts.isVariableDeclaration(own) || ts.isBindingElement(own));
  const declared = end.kind === 'declaration' || end.kind === 'parameter' ? end.node : isHere ? own : undefined;
  // A value that nothing names ends its own trail.
  if (!declared || declared === inner || declared === expression) return [];
  const name = declaredNameOf(ts, declared);
  return [relatedPlace(name ?? declared, name ? `"${name.getText()}" is declared here` : 'It is declared here')];
}

function declaredNameOf(ts: Project['ts'], node: ts.Node): ts.Node | undefined {
  const name = ts.getNameOfDeclaration(node as ts.Declaration);
  return name && ts.isIdentifier(name) ? name : undefined;
}
