export const helper = 'no page: its name says so';
