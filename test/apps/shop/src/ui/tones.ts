'use client';
export type Tone = 'warm' | 'cold';
