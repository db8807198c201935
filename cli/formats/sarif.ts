import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { documentationOf, reasonOf, repository as homepage, type Rule } from '../../src/rule.ts';
import { rules } from '../../src/rules/index.ts';
import type { Suggestion, TextEdit, TextRange } from '../../src/finding.ts';
import { fingerprintsOf } from '../fingerprints.ts';
import type { ReportedFinding } from '../reported-finding.ts';
import { jsonText } from '../terminal.ts';
import { nameBelow } from '../paths.ts';
import { linesOf, wellFormed, type Format, type Report } from './format.ts';

/** What the addresses of files are relative to. */
const base = '%SRCROOT%';

/**
 * SARIF 2.1.0, which services of code scanning read: with the import chain as a code flow, the other places a finding speaks of, and
 * its fix and suggestions.
 */
export const sarif: Format = {
  name: 'sarif',
  description: 'SARIF 2.1.0, for code scanning',
  format: (report) =>
    jsonText({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [runOf(report)],
    }),
};

function runOf(report: Report): object {
  const { findings, failures, tooDeep, version, repository } = report;
  const fingerprints = fingerprintsOf(findings, ({ sourceFile }) => nameBelow(repository, sourceFile.fileName));
  return {
    tool: { driver: { name: 'rsc-boundary', semanticVersion: version, informationUri: homepage, rules: rules.map(ruleOf) } },
    columnKind: 'utf16CodeUnits',
    // Where TypeScript ends a line.
    newlineSequences: ['\r\n', '\n', '\u2028', '\u2029'],
    originalUriBaseIds: { [base]: { uri: pathToFileURL(`${repository}/`).href } },
    invocations: [
      {
        executionSuccessful: failures.length + tooDeep.length === 0,
        toolExecutionNotifications: [
          ...failures.map(({ rule, file, error }) => ({
            level: 'error',
            message: { text: `Rule "${rule}" failed on ${file}: ${reasonOf(error)}.` },
            associatedRule: { id: rule, index: indexOf(rule) },
          })),
          ...tooDeep.map((file) => ({
            level: 'error',
            message: { text: `${file} could not be read: nested too deeply for TypeScript.` },
          })),
        ],
      },
    ],
    results: findings.map((reported, index) => resultOf(report, reported, fingerprints[index]!)),
  };
}

function ruleOf({ name, description, severity, presets, reach }: Rule): object {
  return {
    id: name,
    shortDescription: { text: description },
    helpUri: documentationOf(name),
    defaultConfiguration: { level: levelOf(severity) },
    properties: { tags: ['react', 'server-components', ...presets.filter((preset) => preset === 'security')], reach },
  };
}

function indexOf(rule: string): number {
  return rules.findIndex(({ name }) => name === rule);
}

function levelOf(severity: 'warn' | 'error'): 'warning' | 'error' {
  return severity === 'error' ? 'error' : 'warning';
}

function resultOf(report: Report, reported: ReportedFinding, fingerprint: string): object {
  const { finding, sourceFile, placements } = reported;
  const own = locationOf(report, reported, { ...finding, fileName: sourceFile.fileName })!;
  const placeOf = (place: TextRange & { fileName: string; message: string }): object[] => {
    const location = locationOf(report, reported, place);
    return location ? [{ ...location, message: { text: place.message } }] : [];
  };
  const steps = finding.related.filter(({ kind }) => kind === 'import').flatMap(placeOf);
  const related = finding.related.flatMap(placeOf).map((location, id) => ({ id, ...location }));
  const end = { ...own, message: { text: finding.message } };
  const changes: Array<Pick<Suggestion, 'message' | 'edits'>> = [
    ...(finding.fix ? [{ message: 'The fix that --fix makes.', edits: finding.fix }] : []),
    ...finding.suggestions,
  ];
  const fixes = changes.flatMap((change) => fixOf(report, reported, change));
  return {
    ruleId: finding.rule,
    ruleIndex: indexOf(finding.rule),
    level: levelOf(finding.severity),
    message: { text: finding.message },
    locations: [own],
    partialFingerprints: { 'rscBoundary/v1': fingerprint },
    ...(placements ? { properties: { programs: placements } } : {}),
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    ...(steps.length > 0
      ? { codeFlows: [{ threadFlows: [{ locations: [...steps, end].map((location) => ({ location })) }] }] }
      : {}),
    ...(fixes.length > 0 ? { fixes } : {}),
  };
}

/** A change as SARIF takes it; none where a file of it is not in the program. */
function fixOf(report: Report, reported: ReportedFinding, { message, edits }: Pick<Suggestion, 'message' | 'edits'>): object[] {
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    const fileName = edit.fileName ?? reported.sourceFile.fileName;
    byFile.set(fileName, [...(byFile.get(fileName) ?? []), edit]);
  }
  const artifactChanges = [...byFile].flatMap(([fileName, list]) => {
    const file = fileOf(reported, fileName);
    if (!file) return [];
    const replacements = list.map((edit) => ({
      deletedRegion: regionOf(file, edit),
      insertedContent: { text: edit.newText },
    }));
    return [{ artifactLocation: artifactOf(report, fileName), replacements }];
  });
  return artifactChanges.length > 0 && artifactChanges.length === byFile.size
    ? [{ description: { text: message }, artifactChanges }]
    : [];
}

type File = ReportedFinding['sourceFile'];

function fileOf({ sourceFile, project }: ReportedFinding, fileName: string): File | undefined {
  return fileName === sourceFile.fileName ? sourceFile : project.sourceFile(fileName);
}

function locationOf(
  report: Report,
  reported: ReportedFinding,
  place: TextRange & { readonly fileName: string },
): { physicalLocation: object } | undefined {
  const file = fileOf(reported, place.fileName);
  return file && { physicalLocation: { artifactLocation: artifactOf(report, place.fileName), region: regionOf(file, place) } };
}

function regionOf(file: File, range: TextRange): object {
  const { line, column, endLine, endColumn } = linesOf(file, range);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function artifactOf({ repository }: Report, fileName: string): object {
  const name = nameBelow(repository, fileName);
  return name.startsWith('../') || isAbsolute(name)
    ? { uri: pathToFileURL(fileName).href }
    : {
        uri: name
          .split('/')
          .map((part) => encodeURIComponent(wellFormed(part)))
          .join('/'),
        uriBaseId: base,
      };
}
