'use client';

import { findPrice, watchInvoices } from '../invoices';
import { loadDrafts } from './drafts';
import { removePost } from './remove';

export default function PostsPage() {
  return (
    <menu>
      <button onClick={() => removePost('1')}>Remove</button>
      <button onClick={() => loadDrafts()}>Drafts</button>
      <button onClick={() => findPrice()}>Price</button>
      <button onClick={() => void watchInvoices}>Watch</button>
    </menu>
  );
}
