'use client';
export interface Palette {
  tone: string;
}
