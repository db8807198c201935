import { renderHTML } from '@parcel/rsc/server';
import { Page } from './page';

// Prints the page, as it would answer a request with it.
void renderHTML(<Page />, { component: Page })
  .then((stream) => new Response(stream).text())
  .then((html) => {
    console.log(html);
  });
