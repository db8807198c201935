import { price } from '@/lib/format';

export default function Photo() {
  return <p>{price(3)}</p>;
}
