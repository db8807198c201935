import {
  CodeActionKind,
  MarkupKind,
  PositionEncodingKind,
  type ResponseError,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type MarkupContent,
  type ServerCapabilities,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { SOURCE } from '../editor/state.ts';
import { ownTypeScript } from '../node/typescript.ts';
import { codeActions, FIX_ALL } from './code-actions.ts';
import { completionsAt } from './completions.ts';
import { openConnection } from './connection.ts';
import { codeLensesOf, inlayHintsAt, SHOW_PLACES, type HintData } from './hints.ts';
import { highlightsAt } from './highlights.ts';
import { hoverAt } from './hover.ts';
import { MOVE } from './refactorings.ts';
import { prepareRenameAt, renameAt } from './rename.ts';
import { Session } from './session.ts';
import { sideAt, SideRequest, sidesAround, SidesRequest } from './sides.ts';

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
      shutdown: () => session.stop(),
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
    inlayHintProvider: { resolveProvider: true },
    codeLensProvider: { resolveProvider: false },
    documentHighlightProvider: true,
    renameProvider: textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
    codeActionProvider: textDocument?.codeAction?.codeActionLiteralSupport
      ? { codeActionKinds: [CodeActionKind.QuickFix, MOVE, FIX_ALL] }
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
  const canCreate = hasVersions && capabilities.workspace?.workspaceEdit?.resourceOperations?.includes('create') === true;
  const formats = capabilities.textDocument?.hover?.contentFormat;
  const { commands } = (capabilities.experimental ?? {}) as { commands?: unknown };
  const canShowPlaces = Array.isArray(commands) && commands.includes(SHOW_PLACES);
  const hoverKind = !formats || formats.includes(MarkupKind.Markdown) ? MarkupKind.Markdown : MarkupKind.PlainText;

  connection.onCodeAction(({ textDocument, range, context }, token) =>
    session.answer('codeAction', token, textDocument.uri, [], (place) =>
      codeActions({ ...place, files, hasVersions, canCreate }, range, context),
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
  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    session.answer('inlayHint', token, textDocument.uri, [], (place) => inlayHintsAt(place, range)),
  );
  connection.languages.inlayHint.resolve((hint, token) => {
    const { uri, offset } = hint.data as HintData;
    return session.answer('inlayHint/resolve', token, uri, hint, ({ project, document, fileName }) => {
      const hover = hoverAt(project, document, fileName, offset, MarkupKind.Markdown);
      return hover ? { ...hint, tooltip: hover.contents as MarkupContent } : hint;
    });
  });
  connection.onCodeLens(({ textDocument }, token) =>
    session.answer('codeLens', token, textDocument.uri, [], (place) => codeLensesOf(place, files, canShowPlaces)),
  );
  connection.onDocumentHighlight(({ textDocument, position }, token) =>
    session.answer('documentHighlight', token, textDocument.uri, null, (place) =>
      highlightsAt(place, place.document.offsetAt(position)),
    ),
  );
  connection.onPrepareRename(({ textDocument, position }, token) =>
    session.answer('prepareRename', token, textDocument.uri, null, (place) =>
      prepareRenameAt(place, place.document.offsetAt(position)),
    ),
  );
  connection.onRenameRequest(({ textDocument, position, newName }, token) =>
    session.answer<WorkspaceEdit | ResponseError<void> | null>('rename', token, textDocument.uri, null, (place) =>
      renameAt({ ...place, files, hasVersions }, place.document.offsetAt(position), newName),
    ),
  );
  connection.onRequest(SideRequest, ({ textDocument }, token) => session.answer('side', token, textDocument.uri, null, sideAt));
  connection.onRequest(SidesRequest, ({ textDocument }, token) =>
    session.answer('sides', token, textDocument.uri, [], sidesAround),
  );
  connection.languages.diagnostics.on(({ textDocument, previousResultId }, token) =>
    session.answer('diagnostic', token, textDocument.uri, { kind: 'full' as const, items: [] }, ({ document }) =>
      session.reports.answer(document, previousResultId),
    ),
  );
}
