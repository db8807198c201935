export default {
  pageExtensions: ['page.tsx', 'api.ts'],
};
