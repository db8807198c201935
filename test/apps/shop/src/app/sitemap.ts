import { price } from '@/lib/format';
import { routes } from '@/lib/routes';

export default function sitemap() {
  return routes.map((url) => ({ url, priority: price.length }));
}
