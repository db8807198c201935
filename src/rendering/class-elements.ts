import type ts from 'typescript';
import type { CallSite } from '../flow/callers.ts';
import { originOf } from '../flow/origin.ts';
import { graphOf } from '../graph/graph.ts';
import { filesMentioning, type Project } from '../project/project.ts';
import { descendantsOf } from '../syntax/descendants.ts';
import { memoized } from '../syntax/memoized.ts';

/** The elements of a class component, under whatever name: in its own file, in those that import that, and in those that name the class. */
export const elementsOfClass = memoized((project: Project, component: ts.ClassLikeDeclaration): readonly CallSite[] => {
  const { ts } = project;
  const file = component.getSourceFile();
  const importers = graphOf(project)
    .importersOf(file.fileName)
    .flatMap(({ from }) => project.sourceFile(from) ?? []);
  const naming = component.name ? filesMentioning(project, component.name.text) : [];
  const found: CallSite[] = [];
  for (const sourceFile of new Set([file, ...importers, ...naming])) {
    for (const node of descendantsOf(ts, sourceFile, 'JsxOpeningElement', 'JsxSelfClosingElement')) {
      if (/^[a-z]/.test(node.tagName.getText())) continue;
      const { end, members } = originOf(project, node.tagName);
      const isIt = end.kind === 'declaration' && members.length === 0 && (end.node === component || end.value === component);
      if (isIt) found.push({ node, isDirect: true, bound: [] });
    }
  }
  return found;
});
