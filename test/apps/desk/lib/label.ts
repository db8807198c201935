export const text = 'label';
