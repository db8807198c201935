import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeProject, temporaryProject, TsServer, typescriptPackages } from '../support/tsserver.ts';
import { locationOf, sever, severFinding, tsconfig } from './support.ts';

// tsserver makes plugins again when it reads a project's config again, over the services of the ones before.
describe.each(typescriptPackages)('a project that %s reads again', (typescript) => {
  let server: TsServer;
  let directory: string;
  let file: string;
  const change = (config: string): void => {
    writeFileSync(`${directory}/tsconfig.json`, config);
    // Not each TypeScript answers this one.
    server.notify('reloadProjects', {});
  };

  beforeAll(() => {
    server = new TsServer(typescript);
    directory = temporaryProject({ 'tsconfig.json': tsconfig(), 'actions.ts': sever });
    file = `${directory}/actions.ts`;
    server.open(file);
  });
  afterAll(() => {
    server.close();
    removeProject(directory);
  });

  it('says everything once, however often that is', async () => {
    expect(await server.findings(file)).toEqual([severFinding]);
    for (let time = 0; time < 3; time++) change(tsconfig());
    expect(await server.findings(file)).toEqual([severFinding]);
    const { start, end } = severFinding;
    const [from, to] = [locationOf(sever, start), locationOf(sever, end)];
    const range = { startLine: from.line, startOffset: from.offset, endLine: to.line, endOffset: to.offset };
    const fixes = await server.request<Array<{ fixName: string }>>('getCodeFixes', {
      file,
      ...range,
      errorCodes: [severFinding.code],
    });
    expect(fixes.length).toBeGreaterThan(0);
    expect(new Set(fixes.map((fix) => JSON.stringify(fix))).size).toBe(fixes.length);
  });

  it('goes by what the config says now', async () => {
    change(tsconfig({ rules: { 'directive-spelling': 'off' } }));
    expect(await server.findings(file)).toEqual([]);
    change(tsconfig());
    expect(await server.findings(file)).toEqual([severFinding]);
  });

  it('is silent once the config names the plugin no more, and speaks where it does again', async () => {
    const { plugins: _plugins, ...compilerOptions } = (JSON.parse(tsconfig()) as { compilerOptions: { plugins: unknown } })
      .compilerOptions;
    change(JSON.stringify({ compilerOptions }));
    expect(await server.findings(file)).toEqual([]);
    change(tsconfig());
    expect(await server.findings(file)).toEqual([severFinding]);
  });
});
