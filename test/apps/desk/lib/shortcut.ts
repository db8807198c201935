export const shortcut = 'shortcut';
