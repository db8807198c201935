'use client';
import { useState } from 'react';
import { apology } from '../lib/apology';

export default function NotFound() {
  return useState(apology)[0];
}
