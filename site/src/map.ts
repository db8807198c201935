import page from '../../cli/graph/page/page.html?raw';

// The page of `rsc-boundary graph`, with the map that the playground hands over.

addEventListener('message', ({ data, source, origin }: MessageEvent<{ map?: string }>) => {
  if (source !== parent || origin !== location.origin || typeof data.map !== 'string' || document.querySelector('main')) return;
  const body = new DOMParser().parseFromString(page.replaceAll('{{title}}', 'playground'), 'text/html').body;
  document.body.prepend(...[...body.children].filter(({ tagName }) => tagName !== 'SCRIPT'));
  document.querySelector('#data')!.textContent = data.map;
  void import('../../cli/graph/page/page.ts');
});
parent.postMessage('ready', location.origin);
