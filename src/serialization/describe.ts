import type { Direction, PathSegment, Reason } from './judgement.ts';

/**
 * The way to a culprit as a person would write it: `columns[].render`, `(await rows)[].price`, `byId[key].save`.
 *
 * @param root what the value is called
 */
export function pathText(root: string, path: readonly PathSegment[]): string {
  let text = root;
  for (const segment of path) {
    if (segment.kind === 'property') {
      text += /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(segment.name)
        ? `.${segment.name}`
        : `[${JSON.stringify(segment.name)}]`;
    } else if (segment.kind === 'index') text += `[${segment.index}]`;
    else if (segment.kind === 'element') text += '[]';
    else if (segment.kind === 'entry') text += '[key]';
    else if (segment.kind === 'map-key') text += '.keys()[]';
    else if (segment.kind === 'map-value') text += '.values()[]';
    else text = `(await ${text})`;
  }
  return text;
}

/** What the culprit is, to follow its name in a sentence: `is a function`, `is an instance of class Foo`, `is a RegExp`. */
export function describeReason(reason: Reason): string {
  switch (reason.kind) {
    case 'function':
      return 'is a function';
    case 'event-handler':
      return 'is an event handler';
    case 'class':
      return reason.name === undefined ? 'is a class' : `is the class ${reason.name} itself`;
    case 'component':
      return 'is a component';
    case 'instance':
      return reason.name === undefined ? 'is an instance of a class' : `is an instance of class ${reason.name}`;
    case 'builtin':
    case 'event':
    case 'error':
    case 'json':
      return `is ${withArticle(reason.name)}`;
    case 'dom':
      return `is a DOM node (${reason.name})`;
    case 'null-prototype':
      return 'has a null prototype';
    case 'symbol':
      return 'is a symbol';
    case 'symbol-key':
      return `has a symbol as a key ([${reason.name}])`;
    case 'jsx':
      return 'is a React element';
    case 'ref':
      return 'is a ref';
    case 'toJSON':
      return `is ${withArticle(reason.name)} with a toJSON method`;
    case 'buffer':
      return 'is a Node.js Buffer';
    case 'iterable':
      return `is an iterable (${reason.name})`;
    case 'file':
      return 'is a File';
    case 'subclass':
      return `is an instance of class ${reason.name}, which extends ${reason.base}`;
    case 'namespace':
      return `is the ${reason.name} object`;
  }
}

/** For a value that arrives changed, as what: to follow `arrives` in a sentence. Undefined for reasons that only refuse. */
export function describeArrival(reason: Reason, direction: Direction): string | undefined {
  switch (reason.kind) {
    case 'toJSON':
      return reason.becomes === undefined ? 'as what its toJSON() returns' : `as the ${reason.becomes} of its toJSON()`;
    case 'buffer':
      return reason.becomes === 'Uint8Array' ? 'as a Uint8Array' : 'as { type: "Buffer", data: [...] }';
    case 'iterable':
      return `as an array${withoutMember(reason.missed)}`;
    case 'file':
      return `as a Blob without ${reason.missed === undefined ? 'its name' : `\`${reason.missed}\``}`;
    case 'subclass':
      return `as ${withArticle(reason.base)}${withoutMember(reason.missed)}`;
    case 'namespace':
      return 'as {}';
    case 'symbol-key':
      return 'without that key';
    case 'json':
      return `as ${reason.becomes}`;
    case 'error':
      return direction === 'argument' ? undefined : 'as a generic Error without its message in production';
    default:
      return undefined;
  }
}

function withoutMember(name: string | undefined): string {
  return name === undefined ? '' : ` without \`${name}\``;
}

function withArticle(name: string): string {
  if (name === 'undefined') return name;
  // By its sound: "a URL", "a User", but "an HTTPError", spelt letter by letter.
  return `${/^(?:[AEIOaeio]|[Uu](?!RL|RI|UID|SB|ser|nit|n[di]|int|til)|[FHLMNRSX][A-Z])/.test(name) ? 'an' : 'a'} ${name}`;
}
