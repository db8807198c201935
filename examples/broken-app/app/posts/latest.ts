import { unstable_cache } from 'next/cache';
import { headers } from 'next/headers';

export const latest = unstable_cache(async () => {
  // A cache knows no request.
  const language = (await headers()).get('accept-language');
  // The cache keeps JSON: from the second call on this date is a text.
  return { language, at: new Date() };
});
