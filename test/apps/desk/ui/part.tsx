'use client';
import Gauge from './gauge';

export function Part() {
  return <Gauge />;
}
