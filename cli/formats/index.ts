import { agent } from './agent.ts';
import type { Format } from './format.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { sarif } from './sarif.ts';
import { stylish } from './stylish.ts';

/** Every way to print findings; the only place to list one. */
export const formats: readonly Format[] = [stylish, json, sarif, github, gitlab, junit, agent];
