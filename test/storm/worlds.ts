import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fixtureCases } from '../support/fixtures.ts';
import { mutate, pick, type Mutation, type Random } from './mutants.ts';

/** A small project that a storm goes over. */
export interface World {
  readonly name: string;
  readonly directory: string;
  readonly tsconfig: string;
  /** Its source files: absolute, forward slashes. */
  readonly files: readonly string[];
}

/** A world with one of its files changed. */
export interface Mutant extends Mutation {
  readonly world: World;
  readonly fileName: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url)).replaceAll('\\', '/');
const texts = new Map<string, string>();

/** All fixtures, examples and test apps. */
export function worldsOfStorm(): World[] {
  const fixtures = fixtureCases().map(({ name, directory, tsconfig, files }) => ({
    name,
    directory,
    tsconfig,
    files: files.map(({ fileName }) => fileName),
  }));
  const apps = ['examples', 'test/apps'].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(`${root}${folder}/${entry.name}/tsconfig.json`))
      .map((entry) => worldOf(`${folder}/${entry.name}`)),
  );
  return [...fixtures, ...apps];
}

function worldOf(name: string): World {
  const directory = `${root}${name}`;
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.[cm]?[jt]sx?$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
    .filter((fileName) => !/\/(?:node_modules|\.next)\//u.test(fileName))
    .sort();
  return { name, directory, tsconfig: `${directory}/tsconfig.json`, files };
}

/** The text of a file as it is on the disk; read once. */
export function textOf(fileName: string): string {
  let text = texts.get(fileName);
  if (text === undefined) texts.set(fileName, (text = readFileSync(fileName, 'utf8')));
  return text;
}

/** One file of a world, changed in one place. */
export function mutantOf(world: World, random: Random): Mutant {
  const fileName = pick(random, world.files);
  return { world, fileName, ...mutate(textOf(fileName), random) };
}

/** What a mutant is, for a person. */
export function nameOfMutant({ world, fileName, kind, at }: Mutant): string {
  return `${world.name}: ${kind} at ${at} of ${relative(world.directory, fileName)}`;
}
