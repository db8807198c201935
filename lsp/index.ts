import {
  CodeActionKind,
  MarkupKind,
  PositionEncodingKind,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type ServerCapabilities,
} from 'vscode-languageserver/node';
import { SOURCE } from '../editor/state.ts';
import { ownTypeScript } from '../node/typescript.ts';
import { codeActions, FIX_ALL } from './code-actions.ts';
import { completionsAt } from './completions.ts';
import { openConnection } from './connection.ts';
import { hoverAt } from './hover.ts';
import { Session } from './session.ts';

/**
 * Starts the language server on standard input and output. It ends with the process of its client.
 *
 * @param version the package's version
 */
export function startServer(version: string): void {
  openConnection((connection, params) => {
    const session = new Session(connection, ownTypeScript(), params);
    answerRequests(connection, session, params);
    return {
      result: { capabilities: capabilitiesFor(params), serverInfo: { name: SOURCE, version } },
      shutdown: () => session.reports.stop(),
    };
  });
}

const anyFile = { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] };

function capabilitiesFor({ capabilities }: InitializeParams): ServerCapabilities {
  const { textDocument } = capabilities;
  return {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    hoverProvider: true,
    completionProvider: { triggerCharacters: ['"', "'"] },
    codeActionProvider: textDocument?.codeAction?.codeActionLiteralSupport
      ? { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] }
      : true,
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations: { didDelete: anyFile, didRename: anyFile },
    },
    // An edit in one file can change what is wrong in another.
    ...(textDocument?.diagnostic
      ? { diagnosticProvider: { identifier: SOURCE, interFileDependencies: true, workspaceDiagnostics: false } }
      : {}),
  };
}

function answerRequests(connection: Connection, session: Session, { capabilities }: InitializeParams): void {
  const { files } = session;
  const hasVersions = capabilities.workspace?.workspaceEdit?.documentChanges === true;
  const formats = capabilities.textDocument?.hover?.contentFormat;
  const hoverKind = !formats || formats.includes(MarkupKind.Markdown) ? MarkupKind.Markdown : MarkupKind.PlainText;

  connection.onCodeAction(({ textDocument, range, context }, token) =>
    session.answer('codeAction', token, textDocument.uri, [], (place) =>
      codeActions({ ...place, files, hasVersions }, range, context),
    ),
  );
  connection.onHover(({ textDocument, position }, token) =>
    session.answer('hover', token, textDocument.uri, null, ({ project, document, fileName }) =>
      hoverAt(project, document, fileName, document.offsetAt(position), hoverKind),
    ),
  );
  connection.onCompletion(({ textDocument, position }, token) =>
    session.answer('completion', token, textDocument.uri, [], ({ project, document, fileName }) =>
      completionsAt(project, document, fileName, document.offsetAt(position)),
    ),
  );
  connection.languages.diagnostics.on(({ textDocument, previousResultId }, token) =>
    session.answer('diagnostic', token, textDocument.uri, { kind: 'full' as const, items: [] }, ({ document }) =>
      session.reports.answer(document, previousResultId),
    ),
  );
}
