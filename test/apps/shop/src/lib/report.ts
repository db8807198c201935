export function report(error: Error): void {
  reportError(error);
}
