import { Button } from './button';
import { readPosts } from './posts';
import { save } from './save';

export default async function Home() {
  return <Button label={(await readPosts()).join()} onPress={save} />;
}
