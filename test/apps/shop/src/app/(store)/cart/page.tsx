import { Panel } from '@/panel';
import { save } from '@/actions/cart';
import _drafts from './_drafts/note';

export default function Cart() {
  return (
    <form action={save}>
      <Panel />
      {_drafts()}
    </form>
  );
}
