import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import typescript, { type CodeFixAction } from 'typescript';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fixturesDirectory, isAround } from '../support/fixtures.ts';
import { LspClient, uriOf } from '../support/lsp-client.ts';
import { removeProject, temporaryProject, TsServer } from '../support/tsserver.ts';
import { locationOf, pluginName } from '../ts-plugin/support.ts';
import type { Fault } from './core.ts';
import { hasSyntaxErrors } from './invariants.ts';
import { pick, type Random } from './mutants.ts';
import type { Mutant, World } from './worlds.ts';

/** Both editor servers, for real, on one copy of all fixtures. */
export class EditorStorm {
  readonly #directory: string;
  readonly #server: TsServer;
  #client: LspClient | undefined;
  #logged = 0;

  /** @param worlds those it will be asked about, all of them below the fixtures */
  constructor(worlds: readonly World[]) {
    this.#directory = temporaryProject(fixturesDirectory, { isCopied: isAround(worlds) });
    for (const tsconfig of new Set(worlds.map((world) => world.tsconfig))) {
      const read = worlds.filter((world) => world.tsconfig === tsconfig).map(({ directory }) => this.#copyOf(directory));
      addPlugin(this.#copyOf(tsconfig), read);
    }
    this.#server = new TsServer('typescript');
  }

  #copyOf(fileName: string): string {
    return `${this.#directory}/${relative(fixturesDirectory, fileName)}`;
  }

  /** A file as it is being typed, and another of its world that has stayed as it was: all that an editor asks. */
  async tsserverFaults(mutant: Mutant, random: Random): Promise<Fault[]> {
    const fault = (text: string): Fault => ({ mutant, door: 'tsserver', text });
    const server = this.#server;
    const other = pick(random, mutant.world.files);
    const texts = new Map([
      [other, undefined],
      [mutant.fileName, mutant.text],
    ]);
    const faults: Fault[] = [];
    for (const [name, text] of texts) server.open(this.#copyOf(name), text);
    for (const [name, given] of texts) {
      const file = this.#copyOf(name);
      const text = given ?? readFileSync(file, 'utf8');
      const found = await server.findings(file);
      for (const { start, end, message } of found)
        if (!(start >= 0 && start <= end && end <= text.length))
          faults.push(fault(`${message} ends at ${end} of ${text.length}`));
      const { line, offset } = locationOf(text, Math.floor(random() * text.length));
      for (const command of ['quickinfo', 'completionInfo']) await this.#ask(command, { file, line, offset });
      for (const { start, end, code } of found.slice(0, 3)) {
        const [from, to] = [locationOf(text, start), locationOf(text, end)];
        const range = { file, startLine: from.line, startOffset: from.offset, endLine: to.line, endOffset: to.offset };
        const fixes = await this.#ask<CodeFixAction[]>('getCodeFixes', { ...range, errorCodes: [code] });
        const own = fixes?.find(({ fixName }) => fixName.startsWith('rsc-boundary'));
        if (own && hasSyntaxErrors(file, text)) faults.push(fault(`a file that does not parse is offered: ${own.description}`));
      }
    }
    for (const name of texts.keys()) server.notify('close', { file: this.#copyOf(name) });
    const log = server.log();
    const failures = log.slice(this.#logged).match(/rsc-boundary: .*|Error processing request[^]{0,300}/gu) ?? [];
    this.#logged = log.length;
    return [...faults, ...failures.map(fault)];
  }

  /** tsserver refuses what it has nothing to say to. */
  async #ask<T extends object>(command: string, args: object): Promise<T | undefined> {
    return this.#server.request<T>(command, args).catch((error: Error) => {
      if (!/No content available/.test(error.message)) throw error;
      return undefined;
    });
  }

  /** The same of the language server. */
  async languageServerFaults(mutant: Mutant, random: Random): Promise<Fault[]> {
    const fault = (text: string): Fault => ({ mutant, door: 'language server', text });
    this.#client ??= await LspClient.start({ folders: [this.#directory], capabilities: { textDocument: { diagnostic: {} } } });
    const client = this.#client;
    const other = pick(random, mutant.world.files);
    const texts = new Map([
      [other, undefined],
      [mutant.fileName, mutant.text],
    ]);
    const faults: Fault[] = [];
    const logged = client.log.length;
    for (const [name, text] of texts) await client.open(this.#copyOf(name), text);
    for (const [name, given] of texts) {
      const file = this.#copyOf(name);
      const document = TextDocument.create('', '', 0, given ?? readFileSync(file, 'utf8'));
      const textDocument = { uri: uriOf(file) };
      const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
      for (const { range, message } of items) {
        const isInside = [range.start, range.end].every((position) => {
          const { line, character } = document.positionAt(document.offsetAt(position));
          return line === position.line && character === position.character;
        });
        if (!isInside) faults.push(fault(`${message} is outside its file`));
      }
      const position = document.positionAt(Math.floor(random() * document.getText().length));
      await client.request('textDocument/hover', { textDocument, position });
      await client.request('textDocument/completion', { textDocument, position });
      const range = { start: document.positionAt(0), end: document.positionAt(document.getText().length) };
      const actions = await client.request<CodeAction[] | null>('textDocument/codeAction', {
        textDocument,
        range,
        context: { diagnostics: [] },
      });
      if (actions?.[0] && hasSyntaxErrors(file, document.getText()))
        faults.push(fault(`a file that does not parse is offered: ${actions[0].title}`));
    }
    for (const name of texts.keys()) await client.close(this.#copyOf(name));
    return [...faults, ...client.log.slice(logged).map(fault), ...(client.stderr ? [fault(client.stderr)] : [])];
  }

  close(): void {
    this.#server.close();
    this.#client?.kill();
    removeProject(this.#directory);
  }
}

function addPlugin(tsconfig: string, folders: readonly string[]): void {
  const { config } = typescript.parseConfigFileTextToJson(tsconfig, readFileSync(tsconfig, 'utf8')) as {
    config: { compilerOptions?: object };
  };
  const plugins = [{ name: pluginName, preset: 'all' }];
  writeFileSync(
    tsconfig,
    JSON.stringify({
      ...config,
      include: folders.map((folder) => `${folder}/**/*`),
      compilerOptions: { ...config.compilerOptions, plugins },
    }),
  );
}
