import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeProject, temporaryProject, TsServer, typescriptPackages } from '../support/tsserver.ts';
import { sever, severFinding, sync, syncFinding, tsconfig } from './support.ts';

describe.each(typescriptPackages)('%s', (typescript) => {
  let server: TsServer;
  const directories: string[] = [];
  /** Makes a project and opens one of its files. */
  const open = (files: Record<string, string>, file: string): string => {
    const directory = temporaryProject(files);
    directories.push(directory);
    server.open(`${directory}/${file}`);
    return `${directory}/${file}`;
  };
  beforeAll(() => {
    server = new TsServer(typescript);
  });
  afterAll(() => {
    server.close();
    directories.forEach(removeProject);
  });

  it('says what a rule found: range, code, category, source', async () => {
    const file = open({ 'tsconfig.json': tsconfig(), 'actions.ts': sever }, 'actions.ts');
    expect(await server.diagnostics(file)).toEqual([severFinding]);
  });

  it("adds to TypeScript's own and takes none away", async () => {
    const text = `${sever}export const wrong: number = 'text';\n`;
    const file = open({ 'tsconfig.json': tsconfig(), 'actions.ts': text }, 'actions.ts');
    const found = await server.diagnostics(file);
    expect(found.map(({ code }) => code).sort()).toEqual([2322, 83002]);
  });

  it('sets a severity', async () => {
    const entry = { rules: { 'directive-spelling': 'warn' } };
    const file = open({ 'tsconfig.json': tsconfig(entry), 'actions.ts': sever }, 'actions.ts');
    expect(await server.diagnostics(file)).toEqual([{ ...severFinding, category: 'warning' }]);
  });

  it('switches a rule off', async () => {
    const entry = { rules: { 'directive-spelling': 'off' } };
    const file = open({ 'tsconfig.json': tsconfig(entry), 'actions.ts': sever }, 'actions.ts');
    expect(await server.diagnostics(file)).toEqual([]);
  });

  it('takes presets: none, one, a list', async () => {
    const found = [];
    for (const preset of [[], 'recommended', ['strict', 'recommended'], 'security']) {
      const file = open({ 'tsconfig.json': tsconfig({ preset }), 'actions.ts': sever }, 'actions.ts');
      found.push(await server.diagnostics(file));
    }
    expect(found).toEqual([[], [severFinding], [severFinding], []]);
  });

  it('answers what it does not know with one line in the log, and does the rest', async () => {
    const entry = {
      preset: 'recomended',
      rules: { 'directive-speling': 'off', 'directive-spelling': ['warn', { langs: [] }], 'directive-placement': 'loud' },
      serverRoots: 'app',
      quiet: true,
      next: 'silent',
      diagnostics: 'no',
    };
    const file = open({ 'tsconfig.json': tsconfig(entry), 'actions.ts': sever }, 'actions.ts');
    expect(await server.diagnostics(file)).toEqual([{ ...severFinding, category: 'warning' }]);
    await server.diagnostics(file);
    const where = `rsc-boundary: in the "plugins" of ${dirname(file)}/tsconfig.json: `;
    const said = server
      .log()
      .split('\n')
      .flatMap((line) => (line.includes(where) ? line.slice(line.indexOf(where) + where.length) : []));
    expect(said).toEqual([
      'There is no setting "quiet". There are: preset, rules, serverRoots, diagnostics, inlayHints, codeLens, documentHighlights, rename, refactorings, next.',
      '"serverRoots" takes a list of globs.',
      '"diagnostics" takes true or false.',
      'There is no preset "recomended". Did you mean "recommended"?',
      'There is no rule "directive-speling". Did you mean "directive-spelling"?',
      'Rule "directive-spelling" has no option "langs". There are: cacheKinds.',
      'Rule "directive-placement" is set to "loud"; it takes "off", "warn" or "error".',
      '"next" takes "quiet" or "leave".',
    ]);
  });

  it.each([
    [null],
    ['recommended'],
    [{ preset: 7, rules: [], serverRoots: [1] }],
    [{ rules: { 'directive-spelling': ['error', 3] } }],
  ])('is not brought down by the entry %j', async (entry) => {
    const file = open({ 'tsconfig.json': tsconfig(entry as object), 'actions.ts': sever }, 'actions.ts');
    expect(await server.diagnostics(file)).toEqual([severFinding]);
  });

  it('honours disable comments', async () => {
    const silenced = [
      `// eslint-disable-next-line rsc-boundary/directive-spelling -- known\n${sever}`,
      `/* eslint-disable rsc-boundary/directive-spelling */\n${sever}`,
      `/* eslint-disable */\n${sever}`,
      sever.replace('\n', ' // eslint-disable-line rsc-boundary/directive-spelling\n'),
    ];
    for (const text of silenced) {
      const file = open({ 'tsconfig.json': tsconfig(), 'actions.ts': text }, 'actions.ts');
      expect(await server.diagnostics(file), text).toEqual([]);
    }
    const other = `// eslint-disable-next-line rsc-boundary/directive-placement\n${sever}`;
    const file = open({ 'tsconfig.json': tsconfig(), 'actions.ts': other }, 'actions.ts');
    expect((await server.diagnostics(file)).map(({ code }) => code)).toEqual([83002]);
  });

  it('speaks in JavaScript, with and without checkJs, with a jsconfig too', async () => {
    const js = sever;
    const checked = JSON.parse(tsconfig()) as { compilerOptions: object };
    const checkJs = JSON.stringify({ compilerOptions: { ...checked.compilerOptions, checkJs: true } });
    for (const [config, text] of [
      ['tsconfig.json', tsconfig()],
      ['tsconfig.json', checkJs],
      ['jsconfig.json', tsconfig()],
    ] as const) {
      const file = open({ [config]: text, 'actions.js': js }, 'actions.js');
      expect(await server.diagnostics(file)).toEqual([severFinding]);
    }
  });

  it('keeps two projects in one server apart', async () => {
    const quiet = open(
      { 'tsconfig.json': tsconfig({ rules: { 'directive-spelling': 'off' } }), 'actions.ts': sever },
      'actions.ts',
    );
    const loud = open({ 'tsconfig.json': tsconfig(), 'actions.ts': sever }, 'actions.ts');
    const warning = open(
      { 'tsconfig.json': tsconfig({ rules: { 'directive-spelling': 'warn' } }), 'actions.ts': sever },
      'actions.ts',
    );
    for (let round = 0; round < 2; round++) {
      expect(await server.diagnostics(quiet)).toEqual([]);
      expect(await server.diagnostics(loud)).toEqual([severFinding]);
      expect(await server.diagnostics(warning)).toEqual([{ ...severFinding, category: 'warning' }]);
    }
  });

  it('follows an edit', async () => {
    const file = open({ 'tsconfig.json': tsconfig(), 'actions.ts': sync }, 'actions.ts');
    expect(await server.findings(file)).toEqual([syncFinding(file)]);
    const at = { line: 2, offset: 8 };
    await server.request('updateOpen', {
      changedFiles: [{ fileName: file, textChanges: [{ start: at, end: at, newText: 'async ' }] }],
    });
    expect(await server.findings(file)).toEqual([]);
  });

  it('takes settings an editor sends', async () => {
    const file = open({ 'tsconfig.json': tsconfig(), 'actions.ts': sever }, 'actions.ts');
    expect(await server.diagnostics(file)).toEqual([severFinding]);
    await server.request('configurePlugin', {
      pluginName: 'eslint-plugin-rsc-boundary/ts-plugin',
      configuration: { rules: { 'directive-spelling': 'warn' } },
    });
    expect(await server.diagnostics(file)).toEqual([{ ...severFinding, category: 'warning' }]);
    await server.request('configurePlugin', {
      pluginName: 'eslint-plugin-rsc-boundary/ts-plugin',
      configuration: { preset: 'some' },
    });
    await server.diagnostics(file);
    expect(server.log()).toContain(`rsc-boundary: in the editor's settings: There is no preset "some".`);
  });

  it('leaves the findings to ESLint where told to: no diagnostics, no fixes for them; the rest stays', async () => {
    const file = open({ 'tsconfig.json': tsconfig({ diagnostics: false }), 'actions.ts': sync }, 'actions.ts');
    expect(await server.diagnostics(file)).toEqual([]);
    const at = { startLine: 2, startOffset: 17, endLine: 2, endOffset: 21 };
    expect(await server.request('getCodeFixes', { file, ...at, errorCodes: [83005] })).toEqual([]);
    const hover = await server.request<{ documentation: string }>('quickinfo', { file, line: 2, offset: 18 });
    expect(hover.documentation).toContain('a public endpoint');
    expect(server.log()).not.toContain('There is no setting "diagnostics"');
  });
});

it('serves a file that is in no project, where the editor names the plugin', async () => {
  const directory = temporaryProject({ 'actions.ts': sever });
  const server = new TsServer('typescript', [
    '--globalPlugins',
    'eslint-plugin-rsc-boundary/ts-plugin',
    '--pluginProbeLocations',
    directory,
  ]);
  try {
    server.open(`${directory}/actions.ts`);
    expect(await server.diagnostics(`${directory}/actions.ts`)).toEqual([severFinding]);
  } finally {
    server.close();
    removeProject(directory);
  }
});
