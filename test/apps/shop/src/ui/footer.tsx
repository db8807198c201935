import { Button } from './button';

export function Footer() {
  return <Button />;
}
