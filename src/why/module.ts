import { factsOf } from '../facts/index.ts';
import type { RelatedInformation } from '../finding.ts';
import { chainText, relatedSteps } from '../graph/chain.ts';
import type { Chain, Side } from '../graph/environment.ts';
import { graphOf } from '../graph/graph.ts';
import { purposeOf, type FilePurpose } from '../project/file-purpose.ts';
import type { Project } from '../project/project.ts';

/** How a module came to be on a side. */
interface SideReason {
  readonly side: Side;
  readonly text: string;
  readonly chain: Chain;
  /** The imports of the chain, as places. */
  readonly steps: readonly RelatedInformation[];
}

/** What a judgement knows of the module it is in. */
export interface ModuleReasons {
  readonly directive?: string | undefined;
  /** What the framework loads the file as: `page`, `layout` … */
  readonly entry?: string | undefined;
  /** Where it is no code of the program itself. */
  readonly purpose?: FilePurpose | undefined;
  readonly isBoundary: boolean;
  /** Empty where no root reaches it and nothing in it tells. */
  readonly sides: readonly SideReason[];
}

/** What is known of a module: its sides, and what put it there. */
export function moduleReasons(project: Project, fileName: string): ModuleReasons {
  const graph = graphOf(project);
  const file = project.sourceFile(fileName);
  const environment = graph.environmentOf(fileName);
  const sides = (['server', 'client'] as const).flatMap((side): SideReason[] => {
    const chain = environment[side];
    return chain ? [{ side, text: sideText(project, side, chain), chain, steps: relatedSteps(project, chain) }] : [];
  });
  return {
    directive: file && factsOf(project.ts, file).moduleDirective,
    entry: graph.entries.get(fileName)?.name,
    purpose: purposeOf(project, fileName),
    isBoundary: graph.isBoundary(fileName),
    sides,
  };
}

function sideText(project: Project, side: Side, chain: Chain): string {
  const root = chain[0]!;
  const graph = graphOf(project);
  const entry = graph.entries.get(root);
  const loaded = graph.roots.get(root);
  const because = entry
    ? `which the framework loads (${entry.name})`
    : loaded
      ? loaded.framework
        ? `which ${loaded.framework} loads`
        : 'a server root that is set'
      : 'by what stands in it';
  return `on the ${side} by ${chainText(project, chain)}, ${because}`;
}
