export const colours = ['red'];
