import { colours } from './colours';

export default function Confetti() {
  return <i>{colours.join()}</i>;
}
