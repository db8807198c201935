import type ts from 'typescript';
import type { RelatedInformation, TextRange } from '../../src/finding.ts';
import type { Project } from '../../src/project/project.ts';
import type { Why } from '../../src/why/why.ts';
import { linesOf, type LineRange } from '../formats/format.ts';
import { nameBelow } from '../paths.ts';

/** What is known of a place in one program. */
export interface Answer {
  readonly why: Why;
  readonly project: Project;
  readonly sourceFile: ts.SourceFile;
  readonly at: Located;
  readonly workingDirectory: string;
}

/** A place by its lines. */
export interface Located extends LineRange {
  /** Relative to the working directory, forward slashes. */
  readonly file: string;
}

/** A place by its lines; undefined for a file that is not in the program. */
export function placeAt(
  project: Project,
  workingDirectory: string,
  place: TextRange & { readonly fileName: string },
): Located | undefined {
  const file = project.sourceFile(place.fileName) ?? project.outsideFile(place.fileName);
  return file && { file: nameBelow(workingDirectory, place.fileName), ...linesOf(file, place) };
}

/** An answer for programs: every range by its lines. */
export function toJson({ why, project, sourceFile, at, workingDirectory }: Answer): object {
  const of = (place: RelatedInformation): object => ({
    message: place.message,
    ...placeAt(project, workingDirectory, place),
  });
  const own = (range: TextRange): LineRange => linesOf(sourceFile, range);
  return {
    ...at,
    program: nameBelow(workingDirectory, project.directory) || '.',
    module: {
      ...why.module,
      sides: why.module.sides.map(({ side, text, chain, steps }) => ({
        side,
        text,
        chain: chain.map((fileName) => nameBelow(workingDirectory, fileName)),
        steps: steps.map(of),
      })),
    },
    said: why.said,
    values: why.values.map(({ start, end, path, origin, ...value }) => ({
      ...value,
      ...own({ start, end }),
      path: path.map(of),
      origin: { ...origin, at: origin.at && of(origin.at) },
    })),
    origins: why.origins.map((origin) => ({ ...origin, at: origin.at && of(origin.at) })),
    rules: why.rules.map(({ range, related, ...rule }) => ({
      ...rule,
      ...(range ? own(range) : {}),
      related: related.map(of),
    })),
  };
}
