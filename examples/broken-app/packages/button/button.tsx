'use client';

interface ButtonProps {
  // The package is for others: nobody in view renders this, and a Server Component could not pass it.
  onPress: () => void;
}

export function Button({ onPress }: ButtonProps) {
  return <button onClick={onPress}>Press</button>;
}
