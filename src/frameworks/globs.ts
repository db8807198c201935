import { escaped } from '../syntax/pattern.ts';

const pieces = /\*\*\/|\*+|\[[^\]/]+\]|[\s\S]/g;

/** A glob of a bundler as an expression for whole paths: `*`, `**`, `?`, `{a,b}` and `[ab]` are read, the rest stands for itself. */
export function globExpression(glob: string): RegExp {
  let open = 0;
  const parts = (glob.match(pieces) ?? []).map((piece) => {
    if (piece === '**/') return '(?:.*/)?';
    if (piece.startsWith('*')) return piece.length > 1 ? '.*' : '[^/]*';
    if (piece === '?') return '[^/]';
    if (piece.length > 1) return classOf(piece) ?? escaped(piece);
    if (piece === '{') {
      open++;
      return '(?:';
    }
    if (piece === ',' && open > 0) return '|';
    if (piece === '}' && open > 0) {
      open--;
      return ')';
    }
    return escaped(piece);
  });
  return new RegExp(`^${parts.join('')}${')'.repeat(open)}$`);
}

/** `[ab]`, `[!ab]`; undefined where it is none, such as `[z-a]`. */
function classOf(piece: string): string | undefined {
  const written = piece.replaceAll('\\', '\\\\').replace(/^\[!/, '[^');
  try {
    return new RegExp(written).source;
  } catch {
    return undefined;
  }
}
