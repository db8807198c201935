'use client';
const label = require('../lib/label') as { text: string };

export default function Gauge() {
  return <meter title={label.text} />;
}
