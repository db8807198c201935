'use client';
import { axis } from './axis';

export default function Chart() {
  return <svg>{axis()}</svg>;
}
