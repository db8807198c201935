/** Something the user asked for cannot be done; the message says what to do. Shown without a stack trace. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
