import ts from 'typescript';

/** What a fixture says must be found: written in the source, below the line it is about. */
export interface Expectation {
  readonly rule: string;
  readonly message: string;
  /** UTF-16 offset, 0-based. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

// `// ^^^ rule: message`, `//<^^^ rule: message` (from column 0), `{/* ^^^ rule: message */}`; `+2:5` moves the end two lines
// down, to column 5.
const marker =
  /^(?<indent>[ \t]*(?:\/\/|\{?\/\*))(?<from><?)(?<gap>[ \t]*)(?<carets>\^+)(?:[ \t]+\+(?<lines>\d+):(?<column>\d+))?[ \t]+(?<rule>[a-z-]+): (?<message>.*?)(?:[ \t]*\*\/\}?)?[ \t]*\r?$/u;

/**
 * Reads the expectations out of a fixture's source.
 *
 * @param text the whole source, markers included (they are comments and stay in it)
 * @throws when a comment looks like a marker and cannot be read as one
 */
export function readMarkers(text: string): Expectation[] {
  const lines = text.split('\n');
  const starts: number[] = [];
  lines.reduce((offset, line, index) => {
    starts[index] = offset;
    return offset + line.length + 1;
  }, 0);
  const found: Expectation[] = [];
  let target = -1;
  lines.forEach((line, index) => {
    const groups = marker.exec(line)?.groups;
    if (!groups) {
      if (/^[ \t]*(?:\/\/|\{?\/\*)<?[ \t]*\^/u.test(line)) throw new Error(`line ${index + 1} is not a marker: ${line}`);
      target = index;
      return;
    }
    if (target < 0) throw new Error(`line ${index + 1}: a marker without a line above it`);
    const caretsStart = groups['indent']!.length + groups['from']!.length + groups['gap']!.length;
    const caretsEnd = caretsStart + groups['carets']!.length;
    const start = starts[target]! + (groups['from'] ? 0 : caretsStart);
    const end = groups['lines']
      ? starts[target + Number(groups['lines'])]! + Number(groups['column'])
      : starts[target]! + caretsEnd;
    found.push({ rule: groups['rule']!, message: groups['message']!, start, end });
  });
  return found.sort((a, b) => a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : 1));
}

/**
 * Writes expectations into a fixture's source in place of the markers it has, for a person to read and agree to.
 *
 * @param expected what was found, with offsets into `text` as it is now
 * @returns the source with new markers
 */
export function writeMarkers(text: string, expected: readonly Expectation[]): string {
  const result: string[] = [];
  const isBetweenChildren = jsxTextsOf(text);
  let offset = 0;
  const lines = text.split('\n');
  const lineStarts = lines.map((line) => {
    const start = offset;
    offset += line.length + 1;
    return start;
  });
  lines.forEach((line, index) => {
    if (marker.test(line)) return;
    result.push(line);
    const lineStart = lineStarts[index]!;
    // Between JSX children a marker is a comment in braces: what it quotes is no JSX.
    const isInBraces =
      (lines[index + 1]?.trimStart().startsWith('{/*') && marker.test(lines[index + 1]!)) ||
      isBetweenChildren(lineStart + line.length);
    for (const { start, end, rule, message } of expected) {
      if (start < lineStart || start > lineStart + line.length) continue;
      const endLine = lineStarts.findLastIndex((candidate) => candidate <= end);
      const isOneLine = end <= lineStart + line.length;
      const length = (isOneLine ? end : lineStart + line.length) - start;
      const column = start - lineStart;
      const open = isInBraces ? '{/*' : '//';
      const carets =
        column >= open.length
          ? `${open}${' '.repeat(column - open.length)}${'^'.repeat(Math.max(1, length))}`
          : `${open}<${'^'.repeat(Math.max(1, column + length - open.length - 1))}`;
      const tail = isOneLine ? '' : ` +${endLine - index}:${end - lineStarts[endLine]!}`;
      result.push(`${carets}${tail} ${rule}: ${message}${isInBraces ? ' */}' : ''}`);
    }
  });
  return result.join('\n');
}

/** Tells of an offset whether it lies between the tags of an element or a fragment. */
function jsxTextsOf(text: string): (offset: number) => boolean {
  const spans: Array<readonly [start: number, end: number]> = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) spans.push([node.pos, node.end]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('fixture.tsx', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX));
  return (offset) => spans.some(([start, end]) => offset >= start && offset < end);
}
