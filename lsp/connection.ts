import {
  createConnection,
  ErrorCodes,
  ExitNotification,
  InitializeRequest,
  Message,
  StreamMessageReader,
  StreamMessageWriter,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';

/** What a door makes of `initialize`. */
export interface Started {
  readonly result: InitializeResult;
  /** Called at `shutdown`. */
  shutdown(): void;
}

/** Where a connection stands in the protocol's lifecycle. */
type Phase = 'new' | 'initialized' | 'shut down';

/**
 * Opens standard input and output as the protocol's lifecycle has it: before `initialize` and after `shutdown` requests are errors
 * and notifications are dropped, a second `initialize` is an error and leaves the session as it is, and the process ends with its
 * client. What is no message is answered as such, and the next one is read.
 *
 * @param initialize what makes a session of the first `initialize`; where it throws, the client may try again
 */
export function openConnection(initialize: (connection: Connection, params: InitializeParams) => Started): void {
  let phase: Phase = 'new';
  let started: Started | undefined;
  const end = (): never => process.exit(phase === 'shut down' ? 0 : 1);
  const reader = new StreamMessageReader(process.stdin);
  const writer = new StreamMessageWriter(process.stdout);
  const refuse = (id: number | string | null, code: number, message: string): void => {
    // Where it cannot be written, the writer says so below.
    writer.write({ jsonrpc: '2.0', id, error: { code, message } } as Message).catch(() => undefined);
  };
  const connection = createConnection(reader, writer, {
    messageStrategy: {
      handleMessage(message, next) {
        if (Message.isRequest(message) && message.id !== null) {
          const { id, method } = message;
          if (phase === 'shut down') refuse(id, ErrorCodes.InvalidRequest, 'The server is shut down.');
          else if (phase === 'new' && method !== InitializeRequest.method)
            refuse(id, ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
          else if (phase === 'initialized' && method === InitializeRequest.method)
            refuse(id, ErrorCodes.InvalidRequest, 'The server is initialized already.');
          else return next(message);
        } else if (!Message.isNotification(message) || phase === 'initialized' || message.method === ExitNotification.method) {
          return next(message);
        }
      },
    },
  });
  reader.onError(({ message }) => {
    refuse(null, ErrorCodes.ParseError, message);
    // After a broken header the reader waits for more before it looks at what it has.
    setImmediate(() => process.stdin.emit('data', Buffer.alloc(0)));
  });
  // The client has closed the connection: it cannot be reported.
  writer.onError(end);
  process.stdin.on('end', end).on('close', end);
  process.on('unhandledRejection', (reason) => connection.console.error(`A request failed unheard: ${String(reason)}`));

  connection.onInitialize((params) => {
    started = initialize(connection, params);
    phase = 'initialized';
    return started.result;
  });
  connection.onShutdown(() => {
    phase = 'shut down';
    started?.shutdown();
  });
  connection.onExit(end);
  connection.listen();
}
