import { Roster, sortNames } from '../../ui/roster';

export default function TeamPage() {
  // What a "use client" file exports can be rendered here, and not called.
  return <Roster names={sortNames(['Grace', 'Ada'])} />;
}
