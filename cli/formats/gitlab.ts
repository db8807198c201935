import { fingerprintsOf } from '../fingerprints.ts';
import { jsonText } from '../terminal.ts';
import { nameBelow } from '../paths.ts';
import { linesOf, type Format } from './format.ts';

/** A report of code quality, as GitLab compares it between branches. */
export const gitlab: Format = {
  name: 'gitlab',
  description: 'a Code Quality report of GitLab',
  format: ({ findings, repository }) => {
    const pathOf = (fileName: string): string => nameBelow(repository, fileName);
    const fingerprints = fingerprintsOf(findings, ({ sourceFile }) => pathOf(sourceFile.fileName));
    return jsonText(
      findings.map(({ finding, sourceFile }, index) => {
        const { line, endLine } = linesOf(sourceFile, finding);
        return {
          type: 'issue',
          check_name: `rsc-boundary/${finding.rule}`,
          description: finding.message,
          categories: ['Bug Risk'],
          severity: finding.severity === 'error' ? 'major' : 'minor',
          fingerprint: fingerprints[index],
          location: { path: pathOf(sourceFile.fileName), lines: { begin: line, end: endLine } },
        };
      }),
    );
  },
};
