/** The functions of `next/cache` that mark what is kept as stale, by each name they have had. */
export const revalidations: readonly string[] = [
  'revalidatePath',
  'revalidateTag',
  'updateTag',
  'refresh',
  'expirePath',
  'expireTag',
  'unstable_expirePath',
  'unstable_expireTag',
];
