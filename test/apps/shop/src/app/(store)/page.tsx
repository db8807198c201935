import dynamic from 'next/dynamic';
import { bold } from 'kit/text';
import { Button, Card } from '@/ui';
import type { Tone } from '@/ui/tones';
import { Palette } from '@/ui/palette';
import { products } from '@/lib/products';

const Chart = dynamic(() => import('@/ui/chart'));
const tone: Tone = 'warm';
const palette: Palette = { tone };

export default async function Store() {
  const { later } = await import('@/lib/later');
  return (
    <main className={palette.tone}>
      {products().map((name) => (
        <Card key={name}>{bold(name)}</Card>
      ))}
      <Button />
      <Chart />
      {later()}
    </main>
  );
}
