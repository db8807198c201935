import type ts from 'typescript';
import type { Facts } from './facts/index.ts';
import type { RelatedInformation, Severity, TextEdit, TextRange } from './finding.ts';
import type { Side } from './graph/environment.ts';
import type { Project } from './project/project.ts';
import { isTooDeep, type TypeScript } from './typescript.ts';

/**
 * What a rule may look at.
 * - `file`: one file's own text. Safe with `eslint --cache`.
 * - `modules`: who imports whom, and on which side of the boundary a module is.
 * - `types`: the type checker. Where there is none the rule says only what the syntax shows.
 */
export type Reach = 'file' | 'modules' | 'types';

/** The presets a rule is in. `all` is every rule and is never named here. */
export type PresetName = 'recommended' | 'strict' | 'security';

/** Fills the `{{name}}` places of a message. */
export type MessageData = Readonly<Record<string, string>>;

export type { Severity } from './finding.ts';

/** A place to report: a node (from its first token, comments excluded) or a range of the file's text. */
export type Place = ts.Node | TextRange;

/** The range of a place to report. */
export function rangeOf(sourceFile: ts.SourceFile, at: Place): TextRange {
  return isNode(at) ? { start: at.getStart(sourceFile), end: at.end } : { start: at.start, end: at.end };
}

function isNode(at: Place): at is ts.Node {
  return (at as Partial<ts.Node>).kind !== undefined;
}

/** A suggestion as a rule gives it. */
export interface SuggestionDescriptor<MessageId extends string> {
  readonly messageId: MessageId;
  readonly data?: MessageData;
  readonly edits: readonly TextEdit[];
}

/** A finding as a rule gives it. */
export interface ReportDescriptor<MessageId extends string> {
  readonly at: Place;
  readonly messageId: MessageId;
  readonly data?: MessageData;
  /** Edits whose result is certain: the fixed file is clean of this finding, parses, and does what was meant. */
  readonly fix?: readonly TextEdit[] | undefined;
  readonly suggestions?: ReadonlyArray<SuggestionDescriptor<MessageId>> | undefined;
  readonly related?: readonly RelatedInformation[] | undefined;
  readonly tag?: 'unnecessary' | 'deprecated';
  /** `warn` where it is never more than a warning, whatever the rule is set to. */
  readonly severity?: 'warn';
}

/** Everything a rule sees of one file. */
export interface RuleContext<MessageId extends string = string, Options extends object = object> {
  readonly ts: TypeScript;
  readonly sourceFile: ts.SourceFile;
  /** What the file says by itself. */
  readonly facts: Facts;
  /** How files reach each other. A rule of reach `file` leaves it alone. */
  readonly project: Project;
  /** The type checker, where there is one and the rule's reach has `types`. */
  readonly checker: ts.TypeChecker | undefined;
  readonly options: Options;
  report(descriptor: ReportDescriptor<MessageId>): void;
}

/** What one option of a rule takes, in the part of JSON schema that is needed. */
export interface OptionSchema {
  readonly type?: 'array' | 'string' | 'boolean';
  readonly enum?: readonly unknown[];
  readonly items?: OptionSchema;
  readonly format?: 'regex';
  readonly minLength?: number;
  readonly uniqueItems?: boolean;
}

/** A list of texts. */
export const texts: OptionSchema = { type: 'array', items: { type: 'string' } };

/** A rule: what it is, what it says, and how it checks one file. */
export interface Rule<MessageId extends string = string, Options extends object = object> {
  /** Kebab-case, without the plugin's prefix. Never changes once published. */
  readonly name: string;
  /** The number of its diagnostics in an editor: stable, unique, outside Next.js's 71001–71011. */
  readonly code: number;
  /** One sentence for the README's table and ESLint's `meta.docs.description`. */
  readonly description: string;
  readonly reach: readonly Reach[];
  /** The side a module has to be on for the rule to say anything in it; left out, it may speak in any. */
  readonly side?: Side;
  readonly presets: readonly PresetName[];
  /** Its severity where it is not configured. */
  readonly severity: Severity;
  /** Texts by messageId, of findings and of suggestions, with `{{name}}` places. */
  readonly messages: Readonly<Record<MessageId, string>>;
  /** Whether any of its findings can carry a fix. */
  readonly fixable: boolean;
  /** Whether any of its findings can carry suggestions. */
  readonly hasSuggestions: boolean;
  readonly options?: {
    /** JSON schema of the one options object. */
    readonly schema: {
      readonly type: 'object';
      readonly properties: Readonly<Record<string, OptionSchema>>;
      readonly additionalProperties: false;
    };
    readonly defaults: Options;
  };
  check(context: RuleContext<MessageId, Options>): void;
}

/** A rule as its file declares it: what is not said takes the plain value. */
type RuleDeclaration<MessageId extends string, Options extends object> = Omit<
  Rule<MessageId, Options>,
  'severity' | 'fixable' | 'hasSuggestions' | 'options'
> &
  Partial<Pick<Rule, 'severity' | 'fixable' | 'hasSuggestions'>> & {
    readonly options?: { readonly properties: Readonly<Record<string, OptionSchema>>; readonly defaults: Options };
  };

/**
 * Declares a rule. The only way to make one; `src/rules/index.ts` is the only place to list one.
 *
 * @param declaration the rule's metadata and its `check`; `severity` is `error` unless said otherwise
 */
export function defineRule<const MessageId extends string, Options extends object = object>({
  options: declared,
  ...declaration
}: RuleDeclaration<MessageId, Options>): Rule {
  const options = declared && {
    schema: { type: 'object', properties: declared.properties, additionalProperties: false },
    defaults: declared.defaults,
  };
  // The registry holds rules of every message set; a rule only ever gets back the context its own declaration asked for.
  return {
    severity: 'error',
    fixable: false,
    hasSuggestions: false,
    ...declaration,
    ...(options ? { options } : {}),
  } as unknown as Rule;
}

/** Whether a rule's findings depend on nothing but the file itself (so that `eslint --cache` is safe for it). */
export function isFileOnly(rule: Rule): boolean {
  return rule.reach.every((reach) => reach === 'file');
}

/** The project's own address; a test holds it to the one in package.json. */
export const repository = 'https://github.com/rsc-boundary/rsc-boundary';

/** The address of a rule's page. */
export function documentationOf(rule: string): string {
  return `${repository}/blob/main/docs/rules/${rule}.md`;
}

/** Why a rule failed, as a clause of a sentence: one line, without a full stop. */
export function reasonOf(error: unknown): string {
  if (isTooDeep(error)) return 'the code, the types or the imports are nested too deeply';
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0]!.replace(/\.$/, '');
}

/** What to do about a rule that failed, as a clause of a sentence. */
export function failureRemedyOf(error: unknown): string {
  return isTooDeep(error) ? 'Leave out files that no person wrote' : `Please report it with that file at ${repository}/issues`;
}

/** Fills the `{{name}}` places of a message; a place without a value stays as it is, to be seen in tests. */
export function formatMessage(template: string, data: MessageData): string {
  return template.replace(/\{\{(\w+)\}\}/g, (place, name: string) => data[name] ?? place);
}
