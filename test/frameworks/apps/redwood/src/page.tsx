import { Button } from './button';
import { readPosts } from './posts';
import { save } from './save';

export async function Page() {
  return <Button label={(await readPosts()).join()} onPress={save} />;
}
