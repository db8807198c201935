import { cookies } from 'next/headers';

export default async function VisitsPage() {
  const store = await cookies();
  // A page that renders cannot set a cookie.
  store.set('visited', 'yes');
  return <p>Welcome</p>;
}
