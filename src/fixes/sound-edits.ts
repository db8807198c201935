import type ts from 'typescript';
import { EditSet, type Finding, type TextEdit } from '../finding.ts';
import type { Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';
import { syntaxErrorCount, syntaxErrorCountOf } from '../syntax/syntax-errors.ts';
import type { TypeScript } from '../typescript.ts';

type Group = readonly TextEdit[];

// Each costs a parse of the file. A file whose changes need more of them is offered fewer, and is no slower.
const maxParses = 40;

const verdictsOf = memoized((_file: ts.SourceFile) => new Map<string, boolean>());

/**
 * Findings without those fixes and suggestions that are not certain to leave a file that parses: all of them in a file with syntax
 * errors, whose nodes are what the parser made up; elsewhere those whose result has syntax errors, is the same text, or lies outside.
 */
export function withSoundEdits(project: Project, sourceFile: ts.SourceFile, findings: readonly Finding[]): readonly Finding[] {
  const groups = findings.flatMap(({ fix, suggestions }) => [...(fix ? [fix] : []), ...suggestions.map(({ edits }) => edits)]);
  if (groups.length === 0) return findings;
  // What is found in a file that does not parse is no ground to change another one either.
  const sound = syntaxErrorCount(project.ts, sourceFile) > 0 ? new Set<Group>() : soundGroups(project, sourceFile, groups);
  return findings.map((finding) => {
    const { fix, ...others } = finding;
    const isFixSound = fix && sound.has(fix) && fix.every(({ fileName }) => fileName === undefined);
    return {
      ...others,
      ...(isFixSound ? { fix } : {}),
      suggestions: finding.suggestions.filter(({ edits }) => sound.has(edits)),
    };
  });
}

/**
 * Those of several groups of edits that can be made at once and leave a file without more syntax errors than it has.
 *
 * @param groups edits of this file, each group valid by itself; one that touches an earlier one is left for the next time
 */
export function soundTogether(ts: TypeScript, sourceFile: ts.SourceFile, groups: readonly Group[]): EditSet {
  const free = new EditSet();
  const taken = groups.filter((group) => free.take(group));
  return setOf(soundOf(taken, parserOf(ts, sourceFile), false), false);
}

function soundGroups(project: Project, sourceFile: ts.SourceFile, groups: readonly Group[]): Set<Group> {
  const byFile = new Map<string, Map<Group, Group>>();
  // Findings may share one change: counted twice, it would overlap itself.
  for (const group of new Set(groups)) {
    for (const edit of group) {
      const fileName = edit.fileName ?? sourceFile.fileName;
      let ofFile = byFile.get(fileName);
      if (!ofFile) byFile.set(fileName, (ofFile = new Map()));
      ofFile.set(group, [...(ofFile.get(group) ?? []), edit]);
    }
  }
  const sound = new Set(groups.filter((group) => group.length > 0));
  for (const [fileName, ofFile] of byFile) {
    const file = fileName === sourceFile.fileName ? sourceFile : (project.sourceFile(fileName) ?? project.outsideFile(fileName));
    const isSound = soundIn(project.ts, file, [...ofFile.values()]);
    for (const [group, edits] of ofFile) if (!isSound(edits)) sound.delete(group);
  }
  return sound;
}

/** Which of several changes leave a file that parses. Many are tried at once: parsing is what it costs. */
function soundIn(ts: TypeScript, file: ts.SourceFile | undefined, groups: readonly Group[]): (group: Group) => boolean {
  if (!file || syntaxErrorCount(ts, file) > 0) return () => false;
  const known = verdictsOf(file);
  const isSound = parserOf(ts, file);
  let pending = groups.filter((group) => !known.has(keyOfGroup(group)) && isWellFormed(file.text, group));
  for (let round = 0; pending.length > 0 && round < maxParses; round++) {
    const free = new EditSet(true);
    const taken = new Set(pending.filter((group) => free.take(group)));
    const sound = new Set(soundOf([...taken], isSound, true));
    for (const group of taken) known.set(keyOfGroup(group), sound.has(group));
    pending = pending.filter((group) => !taken.has(group));
  }
  return (group) => known.get(keyOfGroup(group)) ?? false;
}

function keyOfGroup(group: Group): string {
  return JSON.stringify(group.map(({ start, end, newText }) => [start, end, newText]));
}

/** Whether edits lie in a text, beside each other, and change it. */
function isWellFormed(text: string, group: Group): boolean {
  const ordered = group.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const isApart = ordered.every(({ start, end }, index) => {
    const before = ordered[index - 1];
    // Of two texts that are put in at one place the order is undefined.
    return !before || before.end < start || (before.end === start && (before.start < start || start < end));
  });
  const isInside = ordered.every(({ start, end }) => start >= 0 && start <= end && end <= text.length);
  return isApart && isInside && ordered.some(({ start, end, newText }) => text.slice(start, end) !== newText);
}

/** Asks whether a file with edits made has no more syntax errors than before; says no as well where it is asked too often. */
function parserOf(ts: TypeScript, { fileName, text }: ts.SourceFile): (edits: EditSet) => boolean {
  let parses = 0;
  return (edits) => {
    if (++parses > maxParses) return false;
    const errors = syntaxErrorCountOf(ts, fileName, edits.apply(text));
    // A Program may take for a module what by itself is a script: both texts are parsed the same way.
    return errors === 0 || errors <= syntaxErrorCountOf(ts, fileName, text);
  };
}

/** Of changes that can be made at once those that are sound: all together, else each half for itself. */
function soundOf(groups: readonly Group[], isSound: (edits: EditSet) => boolean, joins: boolean): readonly Group[] {
  if (groups.length === 0 || isSound(setOf(groups, joins))) return groups;
  if (groups.length === 1) return [];
  const middle = groups.length >> 1;
  return [groups.slice(0, middle), groups.slice(middle)].flatMap((half) => soundOf(half, isSound, joins));
}

function setOf(groups: readonly Group[], joins: boolean): EditSet {
  const edits = new EditSet(joins);
  for (const group of groups) edits.take(group);
  return edits;
}
