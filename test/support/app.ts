import ts from 'typescript';
import { runRules, type SelectedRule } from '../../src/run-rules.ts';
import type { Finding } from '../../src/finding.ts';
import { DiskProject, type DiskHost } from '../../src/project/disk-project.ts';

/** The files of an app, by their names below its folder. */
export type AppFiles = Readonly<Record<string, string>>;

/**
 * A project over files in memory, in the folder `/p`, without a Program.
 *
 * @param more what the disk is to answer otherwise, by whole names
 */
export function projectOfFiles(files: AppFiles, more: Partial<DiskHost> = {}): DiskProject {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`/p/${name}`, text]));
  return new DiskProject(
    ts,
    {
      directory: '/p',
      compilerOptions: {
        jsx: ts.JsxEmit.Preserve,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        module: ts.ModuleKind.ESNext,
        allowJs: true,
      },
      fileNames: () => [...texts.keys()].filter((name) => /\.[cm]?[jt]sx?$/.test(name)),
      fileExists: (fileName) => texts.has(fileName),
      readFile: (fileName) => texts.get(fileName),
      ...more,
    },
    {},
  );
}

/** What rules find in an app, file by file; `fileName` is below its folder. */
export function findingsInApp(files: AppFiles, on: readonly SelectedRule[]): Array<Finding & { readonly fileName: string }> {
  const project = projectOfFiles(files);
  return Object.keys(files).flatMap((fileName) =>
    runRules(project, project.sourceFile(`/p/${fileName}`)!, on).map((finding) => ({ ...finding, fileName })),
  );
}
