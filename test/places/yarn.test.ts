import { expect, it } from 'vitest';
import { nameBelow } from '../../cli/paths.ts';

// As Yarn 4 has installed it; `npm run matrix` runs the command line in such a workspace.
it("a file of a package in Yarn's Plug'n'Play is called by where it lies", () => {
  const virtual = '/ws/.yarn/__virtual__/@acme-ui-virtual-ad5ff2d28b/1/packages/ui/menu.tsx';
  expect(nameBelow('/ws/apps/web', virtual)).toBe('../../packages/ui/menu.tsx');
  expect(nameBelow('/ws', '/ws/__virtual__/ui-virtual-ad5ff2d28b/0/ui/menu.tsx')).toBe('ui/menu.tsx');
  expect(nameBelow('/ws', '/ws/__virtual__/menu.tsx')).toBe('__virtual__/menu.tsx');
});
