import { NextResponse } from 'next/server';
import { guard } from './lib/guard';

export function proxy() {
  guard();
  return NextResponse.next();
}
