import ts from 'typescript';
import type { AppFiles } from './app.ts';
import { startSide, type Side } from './react-encoder.ts';

/** What a visitor sees before and after the page's button is pressed, and what React says of it. */
export interface Visit {
  readonly seen: readonly string[];
  readonly errors: readonly string[];
}

/**
 * A small app of React's own: its server components rendered under the `react-server` condition in one process, and shown in
 * another one's document. Start by {@link startReactApp}; close it when done.
 */
export class ReactApp {
  readonly #browser: Side;

  constructor(browser: Side) {
    this.#browser = browser;
  }

  /** Shows the default export of a client module, without a server. */
  async show(files: AppFiles, entry: string): Promise<Visit> {
    return (await this.#ask('show', files, entry)) as Visit;
  }

  /** Shows a page that the server renders. */
  async render(files: AppFiles, page: string): Promise<Visit> {
    return (await this.#ask('render', files, page)) as Visit;
  }

  /** The text that a server module's default export gives, or what it throws. */
  async text(files: AppFiles, module: string): Promise<{ readonly text?: string; readonly error?: string }> {
    return (await this.#ask('text', files, module)) as { text?: string; error?: string };
  }

  close(): void {
    this.#browser.close();
  }

  async #ask(request: string, files: AppFiles, module: string): Promise<unknown> {
    const codes = Object.entries(files).map(([name, source]) => [name, commonJs(name, source)]);
    await this.#browser.ask('load', Object.fromEntries(codes));
    return this.#browser.ask(request, module);
  }
}

/** @param mode React's build: warnings are the development's, what visitors get is the production's */
export async function startReactApp(mode: 'development' | 'production'): Promise<ReactApp> {
  return new ReactApp(await startSide(new URL('./react-app/browser.mjs', import.meta.url), mode));
}

function commonJs(fileName: string, source: string): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, jsx: ts.JsxEmit.ReactJSX };
  return ts.transpileModule(source, { compilerOptions, fileName }).outputText;
}
