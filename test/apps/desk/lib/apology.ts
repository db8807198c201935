export const apology = 'apology';
