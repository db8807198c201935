import { renderToReadableStream } from '@vitejs/plugin-rsc/rsc';
import { Page } from './page';

export default function handler(): Response {
  return new Response(renderToReadableStream(<Page />));
}
