import type { Direction, Reason } from '../serialization/judgement.ts';

/**
 * What to do about a value that cannot cross, in one or two sentences.
 *
 * @param direction which way it was meant to go
 */
export function adviceFor(reason: Reason, direction: Direction): string {
  const toServer = direction === 'argument';
  switch (reason.kind) {
    case 'function':
      return toServer
        ? 'Only Server Functions can be sent to the server: send what it needs as data.'
        : 'Only Server Functions can: mark it "use server" if it should run on the server, or define it in the Client Component if it should run in the browser.';
    case 'event-handler':
      return toServer
        ? 'Handlers stay in the browser: send what the server needs as data.'
        : 'Handlers run in the browser: move this part into a "use client" file, or pass a Server Function.';
    case 'class':
    case 'component':
      return toServer || direction === 'bound'
        ? 'Send its name, or another plain value.'
        : 'Render it here and pass the element, or import it in the Client Component.';
    case 'instance':
      return 'React sends only plain objects and a few built-ins: copy what is needed into a plain object.';
    case 'null-prototype':
      return 'React sends only objects with the usual prototype: copy it with { ...value }.';
    case 'symbol':
      return toServer ? 'Send a string instead.' : 'Only symbols of Symbol.for(…) can: use one, or a string.';
    case 'event':
      return 'Read what is needed from it and send that.';
    case 'dom':
      return 'Read what is needed from it (its value, a FormData) and send that.';
    case 'jsx':
      return 'Elements go from the server to the client only: send the data they are made of.';
    case 'ref':
      return toServer
        ? 'Send its current value, where that is plain.'
        : 'Refs do not exist on the server: move this part into a "use client" file.';
    case 'builtin':
      return 'React does not know how to send it: send the plain values it is made of.';
    case 'error':
      return 'Send its message, or what the other side needs to know, as plain data.';
    case 'symbol-key':
      return 'Use a string as the key.';
    case 'json':
    case 'toJSON':
    case 'buffer':
    case 'iterable':
    case 'file':
    case 'subclass':
    case 'namespace':
      return 'Convert it into a plain value yourself.';
  }
}
