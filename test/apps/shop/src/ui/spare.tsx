'use client';
import { weight } from './weight';

export function Spare() {
  return <p>{weight}</p>;
}
