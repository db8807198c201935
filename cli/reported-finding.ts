import type ts from 'typescript';
import type { Finding } from '../src/finding.ts';
import type { Project } from '../src/project/project.ts';
import type { Placement } from './placements.ts';

/** A finding with the file it is in. */
export interface ReportedFinding {
  readonly finding: Finding;
  readonly sourceFile: ts.SourceFile;
  /** The project it was found in. */
  readonly project: Project;
  /** Relative to the working directory, forward slashes. */
  readonly file: string;
  /** Where programs put its module on different sides: each, and whether it is found there. */
  readonly placements?: readonly Placement[];
}
